import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Answer, Session } from '../../../shared/engine/store/session.ts';
import { openTempPglite, type TempPglite } from '../../../test/support/pglite.ts';
import { createPgliteConnector } from './pglite-connector.ts';

let pglite: TempPglite;

beforeAll(async () => {
  pglite = await openTempPglite();
});
afterAll(() => pglite.close());

const use = <T>(run: (session: Session) => Promise<T>): Promise<T> =>
  createPgliteConnector(pglite.database).withSession(run);

test('a statement asked before a script added a column gives the new column', () =>
  use(async (session) => {
    const ask = () => session.query('select * from grown', []);
    await session.script('create table grown (a int8); insert into grown values (1)');
    expect((await ask()).rows).toEqual([{ a: 1 }]);
    await session.script('alter table grown add column b text default $$x$$');
    expect((await ask()).rows).toEqual([{ a: 1, b: 'x' }]);
  }));

test('however many different statements are asked, only so many are kept', () =>
  use(async (session) => {
    const ask = (no: number) => session.query(`select $1::int4 + ${no} as sum`, [1]);
    for (let no = 0; no < 300; no += 1) expect((await ask(no)).rows).toEqual([{ sum: no + 1 }]);
    expect((await ask(0)).rows).toEqual([{ sum: 1 }]);
    const { rows } = await session.query(
      'select count(*) as count from pg_prepared_statements',
      [],
    );
    expect((rows[0] as { count: number }).count).toBeLessThanOrEqual(128);
  }));

test('a plan made while a table was empty is not kept when rows have come by COPY', () =>
  use(async (session) => {
    await session.script('create table copied (id int8 primary key, note text)');
    const explain = async (): Promise<string> => {
      const { rows }: Answer = await session.query('explain execute find (1)', []);
      return JSON.stringify(rows);
    };
    await session.script('analyze copied; set plan_cache_mode = force_generic_plan');
    await session.script('insert into copied values (-1, $$x$$); analyze copied');
    await session.query('prepare find (int8) as select note from copied where id = $1', []);
    expect(await explain()).toContain('Seq Scan');
    const lines = Array.from({ length: 20_000 }, (_, id) => `${id}\t${'x'.repeat(50)}\n`);
    await session.copyIn('copied (id, note)', new TextEncoder().encode(lines.join('')));
    expect(await explain()).toContain('Index');
  }));

test('a connector may follow another on the same PGlite', async () => {
  const ask = (session: Session) => session.query('select $1::int4 as one', [1]);
  expect((await use(ask)).rows).toEqual([{ one: 1 }]);
  expect((await use(ask)).rows).toEqual([{ one: 1 }]);
});
