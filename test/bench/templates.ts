import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBranchDatabase } from '../../electron/host/database/open-branch-database.ts';
import { generateSlots } from '../../shared/domain/schedule/generate-slots.ts';
import type { Session } from '../../shared/model/session.ts';
import {
  aSeries,
  DR_DAS,
  DR_SEN,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
} from '../support/engine.ts';
import { type Cost, costOf, type Figure, median, ratioAtMost, reportFigures } from './figure.ts';

/**
 * What it costs to apply a week's template to three months, on disk with fsync: added where there
 * is nothing, and laid over a series; and to take it back. Beside it the same sessions and slots
 * written as one statement each into bare tables of the same columns and keys, in the same
 * database and run. Run by `node test/bench/templates.ts [ROUNDS]`.
 */

const ROUNDS = Number(process.argv[2] ?? 5);
const DAY_MS = 86_400_000;
const WEEKS_MS = 13 * 7 * DAY_MS;

const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
const { connector, pglite, close } = await openBranchDatabase({
  folder: join(folder, 'book'),
  nowMs: Date.now(),
  keys: null,
});
const engine = await openTestEngine({ connector });
await setUpClinic(engine);
await engine.ask('create-series', aSeries(engine.newId(), { rule: 'FREQ=WEEKLY;BYDAY=MO,TU' }));
const templateId = engine.newId();
const hours = { slotMin: 15, capacity: 1, tags: [] };
await must('save-template', {
  ...{ id: templateId, name: 'A week', branchId: null, version: 0, lengthDays: 7 as const },
  pieces: [0, 1, 2, 3, 4].flatMap((day) => [
    { day, startMin: 540, endMin: 780, ...hours },
    { day, startMin: 840, endMin: 1020, ...hours },
  ]),
});
await pglite.exec(`
  create table bare_session (id uuid primary key, doctor_id uuid, start_ms int8, end_ms int8,
    slot_min int4, capacity int4);
  create table bare_slot (id uuid primary key, session_id uuid, start_ms int8, end_ms int8);
  create index bare_slot_session on bare_slot (session_id);
  analyze`);

async function must(...asked: Parameters<typeof engine.ask>): Promise<void> {
  const outcome = await engine.ask(...asked);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
}

const apply = (doctorId: string, way: 'add' | 'overwrite', id: string): Promise<void> =>
  must(
    'apply-template',
    {
      source: { kind: 'template', templateId },
      ...{ branchId: SALT_LAKE, doctorId, firstDay: '2026-03-09', lastDay: '2026-06-07' },
      ...{ rule: null, way, requestOverlap: false, affected: null },
    },
    { id },
  );

/** The sessions that are there in those three months. */
async function made(doctorId: string): Promise<readonly Session[]> {
  const { rows } = await pglite.query<Record<string, never>>(
    `select id, branch_id as "branchId", doctor_id as "doctorId", series_id as "seriesId",
       start_ms as "startMs", end_ms as "endMs", slot_min as "slotMin", capacity, tags,
       home_replica as "homeReplica", deleted
     from session where doctor_id = $1 and not deleted and start_ms >= $2 and start_ms < $3`,
    [doctorId, Date.UTC(2026, 2, 9), Date.UTC(2026, 2, 9) + WEEKS_MS],
  );
  return rows as unknown as readonly Session[];
}

async function writeBare(sessions: readonly Session[]): Promise<void> {
  await pglite.transaction(async (tx) => {
    await tx.query(
      `insert into bare_session select x.id, x."doctorId", x."startMs", x."endMs", x."slotMin",
         x.capacity
       from jsonb_to_recordset($1::jsonb) as x(id uuid, "doctorId" uuid, "startMs" int8,
         "endMs" int8, "slotMin" int4, capacity int4)`,
      [JSON.stringify(sessions)],
    );
    await tx.query(
      `insert into bare_slot select x.id, x."sessionId", x."startMs", x."endMs"
       from jsonb_to_recordset($1::jsonb) as x(id uuid, "sessionId" uuid, "startMs" int8,
         "endMs" int8)`,
      [JSON.stringify(sessions.flatMap(generateSlots))],
    );
  });
}

const costs: Record<'add' | 'overwrite' | 'undo' | 'bare', Cost[]> = {
  ...{ add: [], overwrite: [], undo: [], bare: [] },
};
let written = 0;
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [way, doctorId] of [
    ['add', DR_SEN],
    ['overwrite', DR_DAS],
  ] as const) {
    const intentId = engine.newId();
    costs[way].push(await costOf(() => apply(doctorId, way, intentId)));
    const sessions = await made(doctorId);
    written = sessions.length;
    costs.bare.push(await costOf(() => writeBare(sessions)));
    await pglite.exec('delete from bare_session; delete from bare_slot');
    costs.undo.push(await costOf(() => must('undo', { intentId })));
  }
}
const figures = (['add', 'overwrite', 'undo'] as const).flatMap((what): Figure[] =>
  (
    [
      ['wallMs', 'ms'],
      ['cpuMs', 'ms of CPU'],
    ] as const
  ).map(([key, unit]) => ({
    ...{ bench: 'templates', name: `${what}, ${written} sessions of 3 months, ${unit}` },
    ours: median(costs[what].map((cost) => cost[key])),
    peer: { name: 'bare rows', value: median(costs.bare.map((cost) => cost[key])) },
    limit: what === 'undo' ? null : ratioAtMost(3),
  })),
);
await close();
rmSync(folder, { recursive: true, force: true });
reportFigures(figures);
