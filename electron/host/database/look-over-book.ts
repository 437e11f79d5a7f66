import type { Timers } from '../../../shared/core/timers.ts';
import type { Connector, Session } from '../../../shared/engine/store/session.ts';

/** After a start, when the desks are served. */
const FIRST_AFTER_MS = 5_000;
/** Between two parts, for whoever waits. */
const PAUSE_MS = 50;
/** A computer that is never switched off is looked over once a week. */
const AGAIN_AFTER_MS = 7 * 86_400_000;
/** Half a MB of a table takes a few milliseconds. */
const PAGES_AT_ONCE = 64;
/** Nobody types or clicks while the book was left alone for so long. */
const QUIET_MS = 1_500;
const QUIET_AGAIN_MS = 250;
/** Where many desks are never quiet together, a part of a table, and a whole index, go on all the same. */
const [PART_WAITS_MS, INDEX_WAITS_MS] = [3_000, 30_000];

/** One statement with its values: there are hundreds of parts, and each kind is planned once. */
interface Part {
  readonly sql: string;
  readonly values: readonly number[];
  /** How long it gives way to whoever uses the book. */
  readonly waitsMs: number;
}

/**
 * Reads all of a book once after each start, a small part at a time: PostgreSQL finds out that a
 * page is not as it was written only when somebody wants it, and that may be the only patient of
 * the year whom it is about. What is found is told by whoever watches the connector. There is one
 * session for all, so each part waits until nobody has used the book for a moment.
 */
export function lookOverBook(
  connector: Connector,
  { timers, quietForMs }: { readonly timers: Timers; readonly quietForMs: () => number },
  onError: (error: unknown) => void,
): { readonly stop: () => void } {
  let isStopped = false;
  let callOff = (): void => undefined;
  const pause = (delayMs: number): Promise<void> =>
    new Promise((resolve) => {
      callOff = timers.after(delayMs, resolve);
    });
  const giveWay = async (mostMs: number): Promise<void> => {
    await pause(PAUSE_MS);
    for (let waitedMs = 0; waitedMs < mostMs && quietForMs() < QUIET_MS; waitedMs += QUIET_AGAIN_MS)
      await pause(QUIET_AGAIN_MS);
  };
  const look = async (): Promise<void> => {
    for (let delayMs = FIRST_AFTER_MS; ; delayMs = AGAIN_AFTER_MS) {
      await pause(delayMs);
      for (const { sql, values, waitsMs } of await connector.withSession(listParts)) {
        await giveWay(waitsMs);
        if (isStopped) return;
        await connector.withSession((session) => session.query(sql, values));
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

/** Reads past the pages that are kept in memory, which whoever works with the book needs there. */
const PART_OF_TABLE = `select count(*)
  from (select pg_relation_size($1::int4::regclass) / 8192 as pages) as now,
    verify_heapam($1::int4::regclass, startblock => $2::int8, endblock => least($3::int8, pages - 1))
  where pages > $2::int8`;
const INDEX = 'select bt_index_check($1::int4::regclass)';

/** Statements that together read every page of the tables, and the order of every B-tree. */
async function listParts(session: Session): Promise<readonly Part[]> {
  await session.query('create extension if not exists amcheck', []);
  const { rows } = await session.query(RELATIONS, []);
  return (rows as { oid: number; kind: string; pages: number }[]).flatMap(
    ({ oid, kind, pages }): readonly Part[] => {
      if (kind === 'i') return [{ sql: INDEX, values: [oid], waitsMs: INDEX_WAITS_MS }];
      return Array.from({ length: Math.ceil(pages / PAGES_AT_ONCE) }, (_, i) => {
        const from = i * PAGES_AT_ONCE;
        const values = [oid, from, from + PAGES_AT_ONCE - 1];
        return { sql: PART_OF_TABLE, values, waitsMs: PART_WAITS_MS };
      });
    },
  );
}

const RELATIONS = `
  select c.oid::int4 as oid, c.relkind::text as kind,
    (pg_relation_size(c.oid) / 8192)::int4 as pages
  from pg_class c left join pg_index i on i.indexrelid = c.oid left join pg_am a on a.oid = c.relam
  where c.relpersistence = 'p'
    and (c.relkind in ('r', 't') or (c.relkind = 'i' and a.amname = 'btree' and i.indisvalid))
  order by pages`;
