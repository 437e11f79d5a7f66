import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { present } from '../../shared/core/assert.ts';
import { loadSuggestions } from '../../shared/engine/queries/load-suggestions.ts';
import type { ReadDb } from '../../shared/engine/store/handles.ts';
import { SUGGESTED_DAYS } from '../../shared/model/choices.ts';
import {
  admin,
  aSeries,
  CONSULTATION,
  DR_DAS,
  DR_SEN,
  EVERY_WORKDAY,
  MONDAY_8_MS,
  ORGANISATION,
  SALT_LAKE,
} from '../support/engine.ts';
import { openBook } from './book/open-book.ts';
import { slotsFile } from './book/sample-files.ts';
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
/** Today is in its middle. Nine in ten of these are booked, and as much again is free. */
const YEAR = { from: '2025-09-01', to: '2026-08-28', slotsADay: 10 };
/** As a desk asks. */
const STRETCHES = [0, 14, 42, SUGGESTED_DAYS] as const;

const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
const book = await openBook(folder);
const { engine } = book;

async function buildYear(): Promise<void> {
  const doctorIds = [DR_DAS, DR_SEN, ...Array.from({ length: DOCTORS - 2 }, () => engine.newId())];
  for (const [seed, id] of doctorIds.entries()) {
    const doctor = { id, name: `Doctor ${seed}`, speciality: 'ENT', branchIds: [SALT_LAKE] };
    await engine.ask('save-doctor', { ...doctor, kind: 'full-time', active: true });
    await book.importFile(`slots-${seed}.csv`, slotsFile({ ...YEAR, seed }), id);
    const hours = { rule: EVERY_WORKDAY, doctorId: id, startMin: 660, endMin: 780 };
    await engine.ask('create-series', aSeries(engine.newId(), hours));
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
await book.close();
rmSync(folder, { recursive: true });
reportFigures(figures);
