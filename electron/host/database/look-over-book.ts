import type { Timers } from '../../../shared/core/timers.ts';
import type { Connector, Session } from '../../../shared/engine/store/session.ts';

/** After a start, when the desks are served. */
const FIRST_AFTER_MS = 5_000;
/** Between two parts, for whoever waits. */
const PAUSE_MS = 50;
/** A computer that is never switched off is looked over once a week. */
const AGAIN_AFTER_MS = 7 * 86_400_000;
/** 4 MB of a table take a few milliseconds. */
const PAGES_AT_ONCE = 500;

/**
 * Reads all of a book once after each start, a small part at a time: PostgreSQL finds out that a
 * page is not as it was written only when somebody wants it, and that may be the only patient of
 * the year whom it is about. What is found is told by whoever watches the connector.
 */
export function lookOverBook(
  connector: Connector,
  timers: Timers,
  onError: (error: unknown) => void,
): { readonly stop: () => void } {
  let isStopped = false;
  let callOff = (): void => undefined;
  const pause = (delayMs: number): Promise<void> =>
    new Promise((resolve) => {
      callOff = timers.after(delayMs, resolve);
    });
  const look = async (): Promise<void> => {
    for (let delayMs = FIRST_AFTER_MS; ; delayMs = AGAIN_AFTER_MS) {
      await pause(delayMs);
      const parts = await connector.withSession(listParts);
      for (const part of parts) {
        if (isStopped) return;
        await connector.withSession((session) => session.query(part, []));
        await pause(PAUSE_MS);
      }
    }
  };
  look().catch(onError);
  return {
    stop: () => {
      isStopped = true;
      callOff();
    },
  };
}

/** Statements that together read every page of the tables, and the order of every B-tree. */
async function listParts(session: Session): Promise<readonly string[]> {
  await session.query('create extension if not exists amcheck', []);
  const { rows } = await session.query(RELATIONS, []);
  return (rows as { name: string; oid: number; kind: string; pages: number }[]).flatMap(
    ({ name, oid, kind, pages }) => {
      if (kind === 'i') return [`select bt_index_check(${oid}::regclass)`];
      return Array.from({ length: Math.ceil(pages / PAGES_AT_ONCE) }, (_, i) => {
        const [from, to] = [i * PAGES_AT_ONCE, (i + 1) * PAGES_AT_ONCE];
        return `select count(*) from ${name} where ctid >= '(${from},0)' and ctid < '(${to},0)'`;
      });
    },
  );
}

const RELATIONS = `
  select c.oid::regclass::text as name, c.oid::int4 as oid, c.relkind::text as kind,
    (pg_relation_size(c.oid) / 8192)::int4 as pages
  from pg_class c left join pg_index i on i.indexrelid = c.oid left join pg_am a on a.oid = c.relam
  where c.relpersistence = 'p'
    and (c.relkind in ('r', 't') or (c.relkind = 'i' and a.amname = 'btree' and i.indisvalid))
  order by pages`;
