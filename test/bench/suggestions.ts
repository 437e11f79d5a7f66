import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBranchDatabase } from '../../electron/host/database/open-branch-database.ts';
import { present } from '../../shared/core/assert.ts';
import { deriveClaims } from '../../shared/engine/derive/derive-claims.ts';
import { loadSuggestions } from '../../shared/engine/queries/load-suggestions.ts';
import type { Cause, ReadDb } from '../../shared/engine/store/handles.ts';
import type { Appointment } from '../../shared/model/appointment.ts';
import { SUGGESTED_DAYS } from '../../shared/model/choices.ts';
import {
  admin,
  aPatient,
  aSeries,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  EVERY_WORKDAY,
  MONDAY_8_MS,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
} from '../support/engine.ts';
import {
  type Cost,
  costOf,
  type Figure,
  median,
  quantile,
  ratioAtMost,
  reportFigures,
  say,
} from './figure.ts';

/**
 * What it costs to suggest times over three months with any of 25 doctors, beside the bare query of
 * what those doctors have in that range, in the same run: a year with 60,000 appointments, on disk.
 * Run by `node test/bench/suggestions.ts [DOCTORS]`.
 */

const DOCTORS = Number(process.argv[2] ?? 25);
const ROUNDS = 30;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Workdays from half a year ago on; nine of sixteen slots a day are booked. */
const WORKDAYS = 261;
const FIRST_DAY = '2025-09-01';
const FROM_MS = Date.UTC(2025, 8, 1, 3, 30);
const BOOKED_A_DAY = 9;
/** As many as are written at once. */
const WRITTEN_MAX = 2000;
/** As a desk asks. */
const STRETCHES = [0, 14, 42, SUGGESTED_DAYS] as const;

const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
const place = { folder: join(folder, 'book'), nowMs: MONDAY_8_MS, keys: null };
const { connector, pglite, close } = await openBranchDatabase(place);
const engine = await openTestEngine({ connector });
await setUpClinic(engine);
await pglite.exec('set synchronous_commit to off');

const CAUSE: Cause = {
  ...{ intentId: null, intentKind: 'bench', actorId: null, actorName: 'Bench', role: 'admin' },
  ...{ desk: 'bench', source: 'set-up', reason: null },
};

async function buildYear(): Promise<void> {
  const patientIds = Array.from({ length: 500 }, engine.newId);
  for (const [i, id] of patientIds.entries()) {
    await engine.ask('save-patient', aPatient(id, `Patient ${i}`));
  }
  const doctorIds = [DR_DAS, DR_SEN, ...Array.from({ length: DOCTORS - 2 }, engine.newId)];
  for (const [seed, id] of doctorIds.entries()) {
    const doctor = { id, name: `Doctor ${seed}`, speciality: 'ENT', branchIds: [SALT_LAKE] };
    await engine.ask('save-doctor', { ...doctor, kind: 'full-time', active: true });
    const hours = { rule: EVERY_WORKDAY, firstDay: FIRST_DAY, doctorId: id };
    await engine.ask('create-series', aSeries(engine.newId(), hours));
    await bookYear(id, seed, patientIds);
  }
  await pglite.exec('analyze');
}

/** As rows: what is measured is how they are read. */
async function bookYear(doctorId: string, seed: number, patientIds: readonly string[]) {
  const starts = Array.from({ length: 366 }, (_, day) => FROM_MS + day * DAY_MS)
    .filter((ms) => ![0, 6].includes(new Date(ms).getUTCDay()))
    .slice(0, WORKDAYS)
    .flatMap((ms, day) =>
      Array.from(
        { length: BOOKED_A_DAY },
        (_, n) => ms + ((n * 7 + day + seed) % 16) * 15 * MINUTE_MS,
      ),
    );
  for (let from = 0; from < starts.length; from += WRITTEN_MAX) {
    await engine.store.write(ORGANISATION, CAUSE, async (tx) => {
      const visits = starts.slice(from, from + WRITTEN_MAX).map(
        (startMs, i): Appointment => ({
          ...{ id: engine.newId(), branchId: SALT_LAKE, doctorId, serviceId: CONSULTATION },
          ...{ patientId: patientIds[(i * 7 + seed) % patientIds.length] ?? '', sessionId: null },
          ...{ startMs, endMs: startMs + 15 * MINUTE_MS, note: '', emergency: false },
          status: startMs < MONDAY_8_MS ? 'completed' : 'booked',
          ...{
            overbookReason: null,
            overQuotaReason: null,
            toldByPhone: false,
            cancelReason: null,
          },
          ...{
            supersededBy: null,
            unseated: false,
            assistsId: null,
            madeBy: tx.book.replica,
            madeHlc: tx.book.hlc,
          },
          ...{
            withRight: true,
            capacity: 1,
            importId: null,
            moves: 0,
            steps: [],
            cancelledBy: null,
            courseId: null,
            withEither: false,
          },
        }),
      );
      for (const visit of visits) tx.put('appointment', visit, null);
      await tx.flush();
      await deriveClaims(tx, visits);
    });
  }
}

const RANGE = `organisation_id = $1 and start_ms < $3 and end_ms > $2`;

async function readBare({ session }: ReadDb): Promise<number> {
  const range = [ORGANISATION, MONDAY_8_MS, MONDAY_8_MS + SUGGESTED_DAYS * DAY_MS];
  const columns = 'id, doctor_id, branch_id, start_ms, end_ms';
  const sessions = await session.query(`select ${columns} from session where ${RANGE}`, range);
  const claims = await session.query(`select ${columns} from claim where ${RANGE}`, range);
  return sessions.rows.length + claims.rows.length;
}

async function suggest(db: ReadDb, patientId: string): Promise<number> {
  let found = 0;
  for (const [i, until] of STRETCHES.entries()) {
    const from = STRETCHES[i - 1];
    if (from === undefined) continue;
    const wish = {
      ...{ branchId: SALT_LAKE, doctorId: null, serviceId: CONSULTATION, patientId },
      ...{ newPatient: null, appointmentId: null, urgent: false },
      ...{ fromMs: MONDAY_8_MS + from * DAY_MS, untilMs: MONDAY_8_MS + until * DAY_MS },
    };
    const by = { actor: admin, nowMs: MONDAY_8_MS };
    found += (await loadSuggestions(db, ORGANISATION, wish, by)).times.length;
  }
  return found;
}

async function measure(): Promise<readonly Figure[]> {
  const { rows } = await engine.store.read(({ session }) =>
    session.query(
      'select patient_id as id, count(*) over () as count from appointment limit 1',
      [],
    ),
  );
  const { id, count } = present(rows[0] as { id: string; count: number } | undefined, 'Booked.');
  say(`${count} appointments of ${DOCTORS} doctors.`);
  const ours: Cost[] = [];
  const bare: Cost[] = [];
  await engine.store.read(async (db) => {
    say(`${await readBare(db)} rows in the range, ${await suggest(db, id)} times suggested.`);
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await costOf(() => readBare(db)));
      ours.push(await costOf(() => suggest(db, id)));
    }
  });
  const wall = (costs: readonly Cost[]): number[] => costs.map(({ wallMs }) => wallMs);
  const cpu = (costs: readonly Cost[]): number[] => costs.map(({ cpuMs }) => cpuMs);
  const name = 'a quarter of a year, any doctor';
  const peer = (value: number) => ({ name: 'bare range query', value });
  const figure = { bench: 'suggestions', limit: ratioAtMost(3) };
  return [
    {
      ...{ ...figure, name: `${name}, median, ms`, ours: median(wall(ours)) },
      peer: peer(median(wall(bare))),
    },
    {
      ...{ ...figure, limit: null, name: `${name}, p95, ms`, ours: quantile(wall(ours), 0.95) },
      peer: peer(quantile(wall(bare), 0.95)),
    },
    {
      ...{ ...figure, name: `${name}, median, CPU ms`, ours: median(cpu(ours)) },
      peer: peer(median(cpu(bare))),
    },
  ];
}

await buildYear();
const figures = await measure();
await close();
rmSync(folder, { recursive: true });
reportFigures(figures);
