import type { Connector } from './session.ts';

/** A signed request, by the name its device gave it. */
export interface SeenRequest {
  readonly replica: string;
  readonly nonce: string;
  readonly sentAtMs: number;
}

/**
 * Keeps in mind that a request came; false if it came before. Every process on one database knows,
 * so a request caught on its way is worth nothing at another of them either.
 */
export async function noteRequest(connector: Connector, request: SeenRequest): Promise<boolean> {
  const { replica, nonce, sentAtMs } = request;
  const { affected } = await connector.withSession((session) =>
    session.query(
      `insert into seen_request (replica, nonce, sent_at_ms) values ($1, $2, $3)
       on conflict do nothing`,
      [replica, nonce, sentAtMs],
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
