import type { PGlite } from '@electric-sql/pglite';
import { createPgliteConnector } from '../../electron/host/database/pglite-connector.ts';
import { present } from '../../shared/core/assert.ts';
import type { Clock } from '../../shared/core/clock.ts';
import type { Random } from '../../shared/core/random.ts';
import type { IntentOutcome } from '../../shared/engine/intents/execute-intent.ts';
import { type Engine, openEngine } from '../../shared/engine/open-engine.ts';
import { insertBook } from '../../shared/engine/store/insert-book.ts';
import { migrate } from '../../shared/engine/store/migrate.ts';
import type { Connector } from '../../shared/engine/store/session.ts';
import type { BookTable } from '../../shared/engine/store/tables.ts';
import { NEW_CONTACT } from '../../shared/model/choices.ts';
import type { Intent, IntentInput, IntentKind } from '../../shared/model/intent.ts';
import { PLAIN_SERVICE } from '../../shared/model/service.ts';
import type { Actor } from '../../shared/model/user.ts';
import type { Protocol } from '../../shared/wire/protocol-version.ts';
import { openBookPglite } from './pglite.ts';

/** A clock that stands until it is told to go on. */
export interface TestClock extends Clock {
  readonly advance: (ms: number) => void;
}

export function createTestClock(startMs: number): TestClock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    advance: (ms) => {
      nowMs += ms;
    },
  };
}

/** Randomness from a seed (mulberry32), so that a failure can be replayed. */
export function createTestRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % 256;
  };
  return { bytes: (length) => Uint8Array.from({ length }, next) };
}

/** Monday 2 March 2026, 08:00 in Asia/Kolkata. */
export const MONDAY_8_MS = Date.UTC(2026, 2, 2, 2, 30);

export const ORGANISATION = '00000000-0000-7000-8000-000000000001';
export const SALT_LAKE = '00000000-0000-7000-8000-0000000000b1';
export const PARK_STREET = '00000000-0000-7000-8000-0000000000b2';
export const DR_DAS = '00000000-0000-7000-8000-0000000000d1';
export const DR_SEN = '00000000-0000-7000-8000-0000000000d2';
export const CONSULTATION = '00000000-0000-7000-8000-0000000000e1';
export const PATIENT = '00000000-0000-7000-8000-0000000000a1';
const ADMIN = '00000000-0000-7000-8000-0000000000f1';

export const admin: Actor = {
  userId: ADMIN,
  name: 'Ruma Paul',
  role: 'admin',
  doctorId: null,
  branchIds: [],
  desk: 'Front desk 1',
};

export interface TestEngine extends Engine {
  readonly connector: Connector;
  readonly clock: TestClock;
  /** Asks for something as the administrator, or as `actor`. */
  readonly ask: <K extends IntentKind>(
    kind: K,
    input: IntentInput<K>,
    options?: { readonly actor?: Actor; readonly id?: string },
  ) => Promise<IntentOutcome>;
  readonly close: () => Promise<void>;
}

/**
 * Opening a PGlite costs more than most tests do, so the tests of a process use the same few in
 * turn, emptied in between. Nothing runs in one by itself: its log grows until it is told to begin
 * anew, and what was deleted stays in its files, all of which are memory.
 */
const idle: PGlite[] = [];
const LOG_MAX_BYTES = 32 * 2 ** 20;
/** An empty book has fourteen million. */
const BOOK_MAX_BYTES = 64 * 2 ** 20;

const borrowPglite = async (): Promise<PGlite> => idle.pop() ?? (await openBookPglite());

async function giveBack(pglite: PGlite): Promise<void> {
  const { book, log } = await sizesOf(pglite);
  if (book > BOOK_MAX_BYTES) return pglite.close();
  const { rows } = await pglite.query<{ name: string }>(
    `select tablename as name from pg_tables
     where schemaname = 'public' and tablename <> 'schema_version'`,
  );
  // Truncating them would cost every statement its plan, and each table and index a new file.
  const all = rows.map((row) => `delete from ${row.name}`).join('; ');
  await pglite.exec(`begin; set local daybook.writing = 'yes'; ${all}; commit`);
  if (log > LOG_MAX_BYTES) await pglite.exec('checkpoint');
  idle.push(pglite);
}

async function sizesOf(pglite: PGlite): Promise<{ readonly book: number; readonly log: number }> {
  const { rows } = await pglite.query<{ book: number; log: number }>(
    `select pg_database_size(current_database())::float8 as book,
       pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::float8 as log
     from pg_control_checkpoint()`,
  );
  return present(rows[0], 'One row.');
}

type BookOptions = Partial<Parameters<typeof insertBook>[1]>;

/** An engine over a given database with an empty book, or over a fresh PGlite in memory. */
export async function openTestEngine(
  options: {
    readonly book?: BookOptions;
    readonly clock?: TestClock;
    readonly seed?: number;
    readonly connector?: Connector;
    readonly protocol?: Protocol;
    /** The database has its book already. */
    readonly hasBook?: boolean;
  } = {},
): Promise<TestEngine> {
  const borrowed = options.connector ? null : await borrowPglite();
  const connector = options.connector ?? createPgliteConnector(present(borrowed, 'Borrowed.'));
  const migrated = await migrate(connector);
  if (!migrated.ok) throw new Error('A fresh store is never newer than the program.');
  const clock = options.clock ?? createTestClock(MONDAY_8_MS);
  const engine = openEngine(
    connector,
    clock,
    createTestRandom(options.seed ?? 1),
    options.protocol,
  );
  if (!options.hasBook) await insertBook(connector, { ...STANDALONE, ...options.book });
  return {
    ...engine,
    connector,
    clock,
    ask: (kind, input, { actor = admin, id = engine.newId() } = {}) =>
      engine.execute(ORGANISATION, actor, { id, kind, input, atMs: clock.nowMs() } as Intent),
    close: async () => {
      if (borrowed) await giveBack(borrowed);
    },
  };
}

const STANDALONE: Pick<BookTable, keyof Parameters<typeof insertBook>[1]> = {
  organisationId: ORGANISATION,
  replica: 'salt-lake.1',
  kind: 'branch',
  name: 'Salt Lake',
  branchId: SALT_LAKE,
  doctorId: null,
  branchIds: [],
  isCentral: false,
  isSample: false,
  centralUrl: null,
};

/** An instant on 2 March 2026 (a Monday), or `days` later, by the wall clock of Kolkata. */
export const at = (clock: string, days = 0): number => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return Date.UTC(2026, 2, 2 + days, hour, minute) - 5.5 * 3_600_000;
};

/** An organisation with two branches, two doctors, a service and a patient. */
export async function setUpClinic(engine: TestEngine): Promise<void> {
  const hours = { timeZone: 'Asia/Kolkata', opensMin: 450, closesMin: 1140 };
  const steps: readonly (() => Promise<IntentOutcome>)[] = [
    () =>
      engine.ask('set-up-organisation', {
        organisationId: ORGANISATION,
        organisationName: 'Lakeside Clinics',
        branch: { id: SALT_LAKE, name: 'Salt Lake', ...hours },
        admin: { id: ADMIN, name: 'Ruma Paul', login: 'ruma', passwordHash: 'x' },
      }),
    () => engine.ask('save-branch', { id: PARK_STREET, name: 'Park Street', ...hours }),
    () => engine.ask('save-doctor', aDoctor(DR_DAS, 'Priya Das', [SALT_LAKE, PARK_STREET])),
    () => engine.ask('save-doctor', aDoctor(DR_SEN, 'Anita Sen', [SALT_LAKE])),
    () =>
      engine.ask('save-service', {
        id: CONSULTATION,
        name: 'Consultation',
        durationMin: 15,
        hue: 'green',
        ...PLAIN_SERVICE,
        active: true,
      }),
    () => engine.ask('save-patient', aPatient(PATIENT, 'Meera Iyer')),
  ];
  for (const step of steps) {
    const outcome = await step();
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  }
}

const aDoctor = (id: string, name: string, branchIds: string[]) => ({
  id,
  name,
  speciality: 'ENT',
  kind: 'full-time' as const,
  active: true,
  branchIds,
});

export const aPatient = (id: string, name: string) => ({
  id,
  branchId: SALT_LAKE,
  name,
  birthDate: '1980-05-17',
  sex: 'female' as const,
  phone: '98300 11842',
  number: null,
  note: '',
  ...NEW_CONTACT,
});

/** As long as a book looks ahead, which is thousands of rows. */
export const EVERY_WORKDAY = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR';

/** A series of a doctor, Monday to Friday for three weeks unless said otherwise. */
export const aSeries = (
  id: string,
  changes: Partial<IntentInput<'create-series'>> = {},
): IntentInput<'create-series'> => ({
  id,
  branchId: SALT_LAKE,
  doctorId: DR_DAS,
  rule: `${EVERY_WORKDAY};COUNT=15`,
  firstDay: '2026-03-02',
  startMin: 540,
  endMin: 780,
  slotMin: 15,
  capacity: 1,
  tags: [],
  requestOverlap: false,
  ...changes,
});

/** A booking of 15 minutes with Dr. Das at Salt Lake. */
export const aBooking = (
  appointmentId: string,
  clock: string,
  changes: Partial<IntentInput<'book'>> = {},
): IntentInput<'book'> => ({
  appointmentId,
  branchId: SALT_LAKE,
  doctorId: DR_DAS,
  serviceId: CONSULTATION,
  patientId: PATIENT,
  newPatient: null,
  startMs: at(clock),
  endMs: at(clock) + 15 * 60_000,
  holdId: null,
  note: '',
  overbookReason: null,
  emergency: false,
  ...changes,
});

/** Takes a session out of the schedule, alone. */
export const aDeletion = (sessionId: string): IntentInput<'change-session'> => ({
  sessionId,
  scope: 'this',
  to: null,
  newSeriesId: sessionId,
  requestOverlap: false,
  affected: null,
});
