import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPgliteConnector } from '../../electron/host/database/pglite-connector.ts';
import { createTestClock, createTestRandom } from '../../test/support/engine.ts';
import { openBookPglite } from '../../test/support/pglite.ts';
import { type Engine, openEngine } from '../engine/open-engine.ts';
import { loadOpenings } from '../engine/queries/load-openings.ts';
import { loadReplicaInfo } from '../engine/queries/load-replica-info.ts';
import { migrate } from '../engine/store/migrate.ts';
import { SAMPLE_ORGANISATION_ID, sampleId } from './sample-id.ts';
import { SAMPLE_BRANCHES } from './sample-places.ts';
import { seedSample } from './seed-sample.ts';

const HOUR_MS = 3_600_000;
/** Tuesday 3 March 2026, 11:22 in Asia/Kolkata. */
const TUESDAY_MS = Date.UTC(2026, 2, 3, 5, 52);
const wall = (text: string): number => Date.parse(`${text}+05:30`);

interface Book extends AsyncDisposable {
  readonly engine: Engine;
  readonly seed: (today?: string) => Promise<{ readonly userId: string }>;
  readonly query: (sql: string) => Promise<readonly Record<string, unknown>[]>;
}

const clock = createTestClock(TUESDAY_MS);

async function openEmpty(): Promise<Book> {
  const pglite = await openBookPglite();
  const connector = createPgliteConnector(pglite);
  await migrate(connector);
  const engine = openEngine(connector, clock, createTestRandom(1));
  return {
    engine,
    seed: (today) =>
      seedSample(engine, connector, { today: today ?? null, book: 'branch', passwordHash: 'hash' }),
    query: async (sql) => {
      const { rows } = await connector.withSession((session) => session.query(sql, []));
      return rows as Record<string, unknown>[];
    },
    [Symbol.asyncDispose]: () => pglite.close(),
  };
}

/** The sample of this day, which is only looked at. */
let sample: Book;
let userId: string;
const query: Book['query'] = (sql) => sample.query(sql);
beforeAll(async () => {
  sample = await openEmpty();
  ({ userId } = await sample.seed());
});
afterAll(() => sample[Symbol.asyncDispose]());

test('the sample is a full week of eight doctors at two clinics', async () => {
  expect(userId).toBe(sampleId('user:admin'));
  expect(await sample.engine.store.read((db) => loadReplicaInfo(db))).toMatchObject({
    organisationName: 'Lakeside Clinics',
    name: 'Salt Lake',
  });
  expect(await query('select count(*)::int4 as n from doctor')).toEqual([{ n: 8 }]);
  expect(await query('select count(distinct name)::int4 as n from patient')).toEqual([{ n: 120 }]);
  const perDay = await query(`select extract(isodow from to_timestamp(start_ms / 1000)
      at time zone 'Asia/Kolkata')::int4 as day, count(*)::int4 as n from appointment
    where start_ms between ${wall('2026-03-02T00:00')} and ${wall('2026-03-08T00:00')}
    group by 1 order by 1`);
  expect(perDay.map((row) => row.day)).toEqual([1, 2, 3, 4, 5, 6]);
  for (const { day, n } of perDay) expect(Number(n)).toBeGreaterThan(day === 6 ? 15 : 60);
});

test('what lies behind this moment has happened, what lies ahead is booked', async () => {
  const now = clock.nowMs();
  const statusesOf = async (condition: string) =>
    (await query(`select distinct status from appointment where ${condition} order by 1`)).map(
      ({ status }) => status,
    );
  expect(await statusesOf(`end_ms <= ${now}`)).toEqual(['cancelled', 'completed', 'no-show']);
  expect(await statusesOf(`start_ms <= ${now} and end_ms > ${now}`)).toEqual(['in-consult']);
  expect(await statusesOf(`start_ms > ${now + HOUR_MS}`)).toEqual(['booked', 'cancelled']);
});

test('every visit is firm, lies in a session of its doctor, and has a doctor who is there', async () => {
  expect(await query(`select distinct verdict, with_right from claim`)).toEqual([
    { verdict: 'active', with_right: true },
  ]);
  expect(
    await query(`select a.id from appointment a left join session s on s.id = a.session_id
      and s.confirmed and s.doctor_id = a.doctor_id and s.branch_id = a.branch_id
      and s.start_ms <= a.start_ms and s.end_ms >= a.end_ms where s.id is null`),
  ).toEqual([]);
  expect(
    await query(`select a.id from appointment a join time_off o on o.doctor_id = a.doctor_id
      and o.start_ms < a.end_ms and o.end_ms > a.start_ms`),
  ).toEqual([]);
  expect(
    await query(`select a.id from appointment a join appointment b on b.patient_id = a.patient_id
      and b.id <> a.id and b.start_ms < a.end_ms and b.end_ms > a.start_ms`),
  ).toEqual([]);
  expect(await query('select count(*)::int4 as n from session where not confirmed')).toEqual([
    { n: 0 },
  ]);
});

test('Dr. Das works Monday and Tuesday at Salt Lake, then at Park Street, and has room on Mondays', async () => {
  const das = sampleId('doctor:das');
  expect(
    await query(`select extract(isodow from to_timestamp(s.start_ms / 1000)
        at time zone 'Asia/Kolkata')::int4 as day, b.name, count(distinct s.start_ms)::int4 > 20 as often
      from session s join branch b on b.id = s.branch_id where s.doctor_id = '${das}'
      group by 1, 2 order by 1`),
  ).toEqual([
    { day: 1, name: 'Salt Lake', often: true },
    { day: 2, name: 'Salt Lake', often: true },
    { day: 3, name: 'Park Street', often: true },
    { day: 4, name: 'Park Street', often: true },
    { day: 5, name: 'Park Street', often: true },
  ]);
  expect(
    await query(`select id from appointment where doctor_id = '${das}'
      and start_ms < ${wall('2026-03-09T11:00')} and end_ms > ${wall('2026-03-09T10:00')}`),
  ).toEqual([]);
});

test('the same day gives the same sample, another day another', async () => {
  await using book = await openEmpty();
  const contents = ({ query }: Book) =>
    query('select id, patient_id, start_ms, status from appointment order by id');
  await book.seed('2026-03-04');
  const first = await contents(book);
  await book.query('truncate book, appointment, audit, dirty');
  await book.seed('2026-03-04');
  expect(await contents(book)).toEqual(first);
  expect(await contents(sample)).not.toEqual(first);
});

test('somebody waits for a sooner time, and somebody for an hour at which nobody works', async () => {
  const { openings } = await sample.engine.store.read((db) =>
    loadOpenings(db, SAMPLE_ORGANISATION_ID, SAMPLE_BRANCHES['salt-lake'].id, clock.nowMs()),
  );
  expect(await query('select count(*)::int4 as n from wish')).toEqual([{ n: 2 }]);
  const waiting = openings.flatMap(({ candidates }) => candidates.map(({ wishId }) => wishId));
  expect(new Set(waiting)).toEqual(new Set([sampleId('wish:sooner')]));
});
