import type { Clock } from '../../core/clock.ts';
import {
  type Attempts,
  decideAttempt,
  FORGOTTEN_AFTER_MS,
  NAMES_MAX,
} from '../../domain/access/decide-attempt.ts';
import type { Connector, Session } from './session.ts';

/** Slows down whoever guesses, over all processes on one database together. */
export interface SharedThrottle {
  /** Counts an attempt under a name; says when the next may be made if this one comes too early. */
  readonly attempt: (name: string) => Promise<{ readonly retryAtMs: number } | null>;
  readonly succeeded: (name: string) => Promise<void>;
}

/** `kind` tells what is tried under the names. */
export function openSharedThrottle(
  connector: Connector,
  clock: Clock,
  kind: string,
): SharedThrottle {
  return {
    attempt: (tried) =>
      connector.withSession(async (session) => {
        const name = `${kind} ${tried}`;
        await session.query('begin', []);
        try {
          const nowMs = clock.nowMs();
          const decided = decideAttempt(await takeTurn(session, name, nowMs), nowMs);
          if (decided.kind === 'allowed') await keep(session, name, decided.attempts);
          await session.query('commit', []);
          return decided.kind === 'early' ? { retryAtMs: decided.retryAtMs } : null;
        } catch (error) {
          await session.query('rollback', []);
          throw error;
        }
      }),
    succeeded: async (tried) => {
      await connector.withSession((session) =>
        session.query('delete from attempt where name = $1', [`${kind} ${tried}`]),
      );
    },
  };
}

/** What is known of a name, which nobody else then looks at before this transaction ends. */
async function takeTurn(session: Session, name: string, nowMs: number): Promise<Attempts> {
  const { rows } = await session.query(
    `insert into attempt (name, tries, allowed_at_ms, last_ms) values ($1, 0, $2, $2)
     on conflict (name) do update set tries = attempt.tries
     returning tries, allowed_at_ms as "allowedAtMs", last_ms as "lastMs"`,
    [name, nowMs],
  );
  return rows[0] as Attempts;
}

async function keep(session: Session, name: string, attempts: Attempts): Promise<void> {
  const { tries, allowedAtMs, lastMs } = attempts;
  await session.query(
    'update attempt set tries = $2, allowed_at_ms = $3, last_ms = $4 where name = $1',
    [name, tries, allowedAtMs, lastMs],
  );
  await session.query(
    `delete from attempt where last_ms < $1 or name in (
       select name from attempt order by last_ms desc offset $2 for update skip locked)`,
    [lastMs - FORGOTTEN_AFTER_MS, NAMES_MAX],
  );
}
