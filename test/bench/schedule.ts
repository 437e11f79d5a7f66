import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from '../../shared/core/assert.ts';
import { generateSlots } from '../../shared/domain/schedule/generate-slots.ts';
import { loadRecords } from '../../shared/engine/queries/load-record.ts';
import type { Session } from '../../shared/model/session.ts';
import { ORGANISATION, SALT_LAKE } from '../support/engine.ts';
import { type BenchBook, openBook } from './book/open-book.ts';
import {
  type Cost,
  costOf,
  type Figure,
  median,
  ratioAtMost,
  reportFigures,
  say,
} from './figure.ts';

/**
 * A new book in which 25 doctors get their year, one after the other: a week's template applied to
 * 364 days, some 520 sessions and 13,500 slots each, on disk with fsync, while no table was ever
 * analysed. The peer writes the same sessions and slots into bare tables of the same columns and
 * keys in two statements, in the same database, right after each. What the last five doctors cost
 * stands beside the first five. Run by `node test/bench/schedule.ts [DOCTORS]`.
 */

const DOCTORS = Number(process.argv[2] ?? 25);
const FIVE = 5;
const [FIRST_DAY, LAST_DAY] = ['2026-03-09', '2027-03-07'];
const HOURS = { slotMin: 15, capacity: 1, tags: [] };

const BARE = `
  create table bare_session (id uuid primary key, doctor_id uuid, start_ms int8, end_ms int8,
    slot_min int4, capacity int4);
  create table bare_slot (id uuid primary key, session_id uuid, start_ms int8, end_ms int8);
  create index bare_session_doctor on bare_session (doctor_id, start_ms);
  create index bare_slot_session on bare_slot (session_id)`;

interface Measured {
  readonly ours: Cost;
  readonly bare: Cost;
}

async function must({ engine }: BenchBook, ...asked: Parameters<BenchBook['engine']['ask']>) {
  const outcome = await engine.ask(...asked);
  assert(outcome.ok, `It is done: ${JSON.stringify(outcome)}`);
}

async function addTemplate(book: BenchBook): Promise<string> {
  const id = book.engine.newId();
  const pieces = [0, 1, 2, 3, 4].flatMap((day) => [
    { day, startMin: 540, endMin: 780, ...HOURS },
    { day, startMin: 840, endMin: 1020, ...HOURS },
  ]);
  const template = { id, name: 'A week', branchId: null, version: 0, lengthDays: 7 as const };
  await must(book, 'save-template', { ...template, pieces });
  return id;
}

async function addDoctor(book: BenchBook, no: number): Promise<string> {
  const id = book.engine.newId();
  const about = { name: `Doctor ${no}`, speciality: 'ENT', kind: 'full-time' as const };
  await must(book, 'save-doctor', { id, ...about, active: true, branchIds: [SALT_LAKE] });
  return id;
}

const apply = (book: BenchBook, templateId: string, doctorId: string): Promise<void> =>
  must(book, 'apply-template', {
    source: { kind: 'template', templateId },
    ...{ branchId: SALT_LAKE, doctorId, firstDay: FIRST_DAY, lastDay: LAST_DAY, rule: null },
    ...{ way: 'add', requestOverlap: false, affected: null },
  });

const sessionsOf = ({ engine }: BenchBook, doctorId: string): Promise<readonly Session[]> =>
  engine.store.read(async (db) => {
    const rows = await db.kysely
      .selectFrom('session')
      .select('id')
      .where('organisationId', '=', ORGANISATION)
      .where('doctorId', '=', doctorId)
      .execute();
    return loadRecords(
      db,
      ORGANISATION,
      'session',
      rows.map(({ id }) => id),
    );
  });

const writeBare = ({ engine }: BenchBook, sessions: readonly Session[]): Promise<void> =>
  engine.connector.withSession(async (session) => {
    await session.query('begin', []);
    await session.query(
      `insert into bare_session select x.id, x."doctorId", x."startMs", x."endMs", x."slotMin",
         x.capacity
       from jsonb_to_recordset($1::jsonb) as x(id uuid, "doctorId" uuid, "startMs" int8,
         "endMs" int8, "slotMin" int4, capacity int4)`,
      [JSON.stringify(sessions)],
    );
    await session.query(
      `insert into bare_slot select x.id, x."sessionId", x."startMs", x."endMs"
       from jsonb_to_recordset($1::jsonb) as x(id uuid, "sessionId" uuid, "startMs" int8,
         "endMs" int8)`,
      [JSON.stringify(sessions.flatMap(generateSlots))],
    );
    await session.query('commit', []);
  });

async function measure(book: BenchBook): Promise<readonly Measured[]> {
  await book.engine.connector.withSession((session) => session.script(BARE));
  const templateId = await addTemplate(book);
  const all: Measured[] = [];
  for (let no = 1; no <= DOCTORS; no += 1) {
    const doctorId = await addDoctor(book, no);
    const ours = await costOf(() => apply(book, templateId, doctorId));
    const sessions = await sessionsOf(book, doctorId);
    all.push({ ours, bare: await costOf(() => writeBare(book, sessions)) });
    if (no % FIVE === 0) say(`doctor ${no}: ${sessions.length} sessions, ${ours.wallMs} ms`);
  }
  return all;
}

function figuresOf(all: readonly Measured[]): Figure[] {
  const middle = (some: readonly Measured[], whose: keyof Measured, of: keyof Cost): number =>
    median(some.map((one) => one[whose][of]));
  const beside = (unit: string, of: keyof Cost): Figure => ({
    ...{ bench: 'schedule', name: `a year of one of ${DOCTORS} doctors, ${unit}` },
    ours: middle(all, 'ours', of),
    peer: { name: 'bare SQL', value: middle(all, 'bare', of) },
    limit: ratioAtMost(3),
  });
  const growth = (whose: keyof Measured, name: string): Figure => ({
    ...{ bench: 'schedule', name, ours: middle(all.slice(-FIVE), whose, 'cpuMs') },
    peer: { name: 'the first five', value: middle(all.slice(0, FIVE), whose, 'cpuMs') },
    limit: whose === 'ours' ? ratioAtMost(2) : null,
  });
  return [
    beside('ms', 'wallMs'),
    beside('CPU ms', 'cpuMs'),
    growth('ours', 'a year of the last five, CPU ms'),
    growth('bare', 'the same of bare SQL, CPU ms'),
  ];
}

const folder = mkdtempSync(join(tmpdir(), 'daybook-schedule-'));
try {
  const book = await openBook(folder);
  reportFigures(figuresOf(await measure(book)));
  await book.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
