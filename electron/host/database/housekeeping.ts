import type { Timers } from '../../../shared/core/timers.ts';
import type { Session } from '../../../shared/engine/store/session.ts';

const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 15_000;
const CHECKPOINT_EVERY_MS = 5 * MINUTE_MS;
const CHECKPOINT_WAL_BYTES = 16 * 1024 * 1024;
const VACUUM_EVERY_MS = 10 * MINUTE_MS;

export interface Housekeeping {
  readonly stop: () => void;
}

/**
 * What a Postgres server does in the background and PGlite does not: checkpoints, so that a start
 * after a crash is short, and VACUUM ANALYZE of tables that changed much. `use` waits for its turn.
 */
export function keepHouse(
  use: <T>(run: (session: Session) => Promise<T>) => Promise<T>,
  timers: Timers,
  nowMs: () => number,
  onError: (error: unknown) => void,
): Housekeeping {
  let lastCheckpointMs = nowMs();
  let lastVacuumMs = nowMs();
  let lastPosition = '0/0';

  const look = async (): Promise<void> => {
    const due = nowMs() - lastCheckpointMs >= CHECKPOINT_EVERY_MS;
    await use(async (session) => {
      const { position, bytes } = await walSince(session, lastPosition);
      if (position === lastPosition || !(due || bytes > CHECKPOINT_WAL_BYTES)) return;
      await session.query('checkpoint', []);
      lastPosition = (await walSince(session, position)).position;
      lastCheckpointMs = nowMs();
    });
    if (nowMs() - lastVacuumMs < VACUUM_EVERY_MS) return;
    lastVacuumMs = nowMs();
    for (const table of await use(tablesToVacuum)) {
      await use((session) => session.query(`vacuum (analyze) ${table}`, []));
    }
  };

  let stopTimer = (): void => {};
  const lookLater = (): void => {
    stopTimer = timers.after(LOOK_EVERY_MS, () => void look().catch(onError).finally(lookLater));
  };
  lookLater();
  return { stop: () => stopTimer() };
}

async function walSince(session: Session, from: string) {
  const { rows } = await session.query(
    `select pg_current_wal_insert_lsn()::text as position,
       pg_wal_lsn_diff(pg_current_wal_insert_lsn(), $1::pg_lsn)::float8 as bytes`,
    [from],
  );
  return rows[0] as { position: string; bytes: number };
}

async function tablesToVacuum(session: Session): Promise<readonly string[]> {
  const { rows } = await session.query(
    `select quote_ident(relname) as name from pg_stat_user_tables
     where n_dead_tup > 50 + 0.2 * n_live_tup or n_mod_since_analyze > 50 + 0.1 * n_live_tup`,
    [],
  );
  return (rows as { name: string }[]).map((row) => row.name);
}
