import { setTimeout as delay } from 'node:timers/promises';
import { RECORD_KIND_NAMES, sqlName } from '../../shared/engine/store/record-kinds.ts';
import type { Connector } from '../../shared/engine/store/session.ts';

const FOLLOWED = [...RECORD_KIND_NAMES.map(sqlName), 'claim', 'booking_right'];
const ROWS = FOLLOWED.map(
  (table) => `select '${table} ' || id as name, seq from ${table} where organisation_id = $1`,
).join(' union all ');

interface Row {
  readonly name: string;
  readonly seq: number;
}

/** Someone who only ever asks for what came after the last place it has seen. */
export interface Follower {
  /** Looks for the last time; gives what is in the book and was not seen as it is. */
  readonly missed: () => Promise<readonly string[]>;
}

export function followFeed(connector: Connector, organisationId: string): Follower {
  const seen = new Map<string, number>();
  let last = 0;
  let isOpen = true;
  const ask = (sql: string, ...more: readonly unknown[]): Promise<readonly Row[]> =>
    connector.withSession(
      async (session) =>
        (await session.query(sql, [organisationId, ...more])).rows as readonly Row[],
    );
  const look = async (): Promise<void> => {
    const rows = await ask(`select * from (${ROWS}) feed where seq > $2 order by seq`, last);
    for (const { name, seq } of rows) seen.set(name, seq);
    last = rows.at(-1)?.seq ?? last;
  };
  const following = (async () => {
    for (; isOpen; await delay(5)) await look();
  })();
  return {
    missed: async () => {
      isOpen = false;
      await following;
      await look();
      const rows = await ask(ROWS);
      return rows.filter(({ name, seq }) => seen.get(name) !== seq).map(({ name }) => name);
    },
  };
}
