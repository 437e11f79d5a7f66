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

test.each([
  ['by COPY', copyMany],
  ['by one statement', insertMany],
] as const)('a plan made while a table was empty is not kept when rows have come %s', (_, fill) =>
  use(async (session) => {
    await session.script(
      'drop table if exists copied; deallocate all; create table copied (id int8 primary key, note text)',
    );
    const explain = async (): Promise<string> => {
      const { rows }: Answer = await session.query('explain execute find (1)', []);
      return JSON.stringify(rows);
    };
    await session.script('analyze copied; set plan_cache_mode = force_generic_plan');
    await session.script('insert into copied values (-1, $$x$$); analyze copied');
    await session.query('prepare find (int8) as select note from copied where id = $1', []);
    expect(await explain()).toContain('Seq Scan');
    await fill(session);
    expect(await explain()).toContain('Index');
  }),
);

async function copyMany(session: Session): Promise<void> {
  const lines = Array.from({ length: 20_000 }, (_, id) => `${id}\t${'x'.repeat(50)}\n`);
  await session.copyIn('copied (id, note)', new TextEncoder().encode(lines.join('')));
}

async function insertMany(session: Session): Promise<void> {
  const rows = `select id, repeat('x', 50) from generate_series(0, 19999) as id`;
  await session.query(`insert into copied (id, note) ${rows}`, []);
}

test('values come back as they went, also long ones and many rows', () =>
  use(async (session) => {
    const values = {
      text: 'tab\there, ünïcode 🙂',
      empty: '',
      nothing: null,
      long: 'é'.repeat(300_000),
      no: 9_007_199_254_740_991,
      yes: true,
      tags: ['VIP', 'a "quote", comma'],
      json: { a: [1, null, 'ü'] },
      bytes: new Uint8Array([0, 1, 255]),
    };
    const { rows } = await session.query(
      `select $1::text as text, $2::text as empty, $3::text as nothing, $4::text as long,
         $5::int8 as no, $6::boolean as yes, $7::text[] as tags, $8::jsonb as json,
         $9::bytea as bytes, no as nth from generate_series(1, 20) as no`,
      Object.values(values),
    );
    expect(rows).toEqual(Array.from({ length: 20 }, (_, i) => ({ ...values, nth: i + 1 })));
    expect((await session.query('select from generate_series(1, 3)', [])).rows).toEqual([
      {},
      {},
      {},
    ]);
    expect(await session.query('select 1 as one where false', [])).toEqual({
      rows: [],
      affected: 0,
    });
  }));

test('an objection says what PostgreSQL says, and the next query is answered', () =>
  use(async (session) => {
    await session.script('create table once (id int4 primary key); insert into once values (1)');
    const again = session.query('insert into once values ($1)', [1]);
    await expect(again).rejects.toMatchObject({ code: '23505', constraint: 'once_pkey' });
    await expect(session.query('select nonsense', [])).rejects.toMatchObject({ code: '42703' });
    expect((await session.query('select id from once', [])).rows).toEqual([{ id: 1 }]);
  }));

test('a connector may follow another on the same PGlite', async () => {
  const ask = (session: Session) => session.query('select $1::int4 as one', [1]);
  expect((await use(ask)).rows).toEqual([{ one: 1 }]);
  expect((await use(ask)).rows).toEqual([{ one: 1 }]);
});
