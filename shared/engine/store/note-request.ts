import type { Connector } from './session.ts';

/** A signed request, by the name its device gave it. */
export interface SeenRequest {
  readonly organisationId: string;
  readonly replica: string;
  readonly nonce: string;
  readonly sentAtMs: number;
}

/**
 * Keeps in mind that a request came; false if it came before. Every process on one database knows,
 * so a request caught on its way is worth nothing at another of them either. Who waits for no
 * commit of their own afterwards says so (`isDurable`). All others are not made to wait for the
 * disk here: the log is written in order, so no answer leaves before this is on it too.
 */
export async function noteRequest(
  connector: Connector,
  { organisationId, replica, nonce, sentAtMs }: SeenRequest,
  { isDurable }: { readonly isDurable: boolean },
): Promise<boolean> {
  const { affected } = await connector.withSession((session) =>
    session.query(
      `insert into seen_request (organisation_id, replica, nonce, sent_at_ms)
       select $1, $2, $3, $4
       from set_config('synchronous_commit',
         case when $5::boolean then current_setting('synchronous_commit') else 'off' end, true)
       on conflict do nothing`,
      [organisationId, replica, nonce, sentAtMs, isDurable],
    ),
  );
  return affected > 0;
}

/** Forgets requests signed before `beforeMs`, which are too old to be taken again anyway. */
export async function forgetRequests(connector: Connector, beforeMs: number): Promise<void> {
  await connector.withSession((session) =>
    session.query('delete from seen_request where sent_at_ms < $1', [beforeMs]),
  );
}
