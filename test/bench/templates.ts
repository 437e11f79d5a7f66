import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBranchDatabase } from '../../electron/host/database/open-branch-database.ts';
import {
  aSeries,
  DR_DAS,
  DR_SEN,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
} from '../support/engine.ts';
import { placeOf, type TakenRows, takeRows, writeRows } from './book/same-rows.ts';
import { type Cost, costOf, type Figure, median, ratioAtMost, reportFigures } from './figure.ts';

/**
 * What it costs to apply a week's template to three months, on disk with fsync: added where there
 * is nothing, and laid over a series; and to take it back. Beside it the same rows written into the
 * same tables of another book by a statement each, in the same run; and half of the days. Run by `node test/bench/templates.ts [ROUNDS]`.
 */

const ROUNDS = Number(process.argv[2] ?? 5);

const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
const { connector, close } = await openBranchDatabase({
  folder: join(folder, 'book'),
  nowMs: Date.now(),
  keys: null,
});
const bare = await openBranchDatabase({
  folder: join(folder, 'bare'),
  nowMs: Date.now(),
  keys: null,
});
const engine = await openTestEngine({ connector });
await setUpClinic(engine);
await openTestEngine({ connector: bare.connector });
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
async function must(...asked: Parameters<typeof engine.ask>): Promise<void> {
  const outcome = await engine.ask(...asked);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
}

/** Three months, or the first half of them. */
const [WHOLE, HALF] = ['2026-06-07', '2026-04-22'];

const apply = (
  doctorId: string,
  way: 'add' | 'overwrite',
  lastDay: string,
  id: string,
): Promise<void> =>
  must(
    'apply-template',
    {
      source: { kind: 'template', templateId },
      ...{ branchId: SALT_LAKE, doctorId, firstDay: '2026-03-09', lastDay },
      ...{ rule: null, way, requestOverlap: false, affected: null },
    },
    { id },
  );

/** The bare book has the same rows each round, and they go again. */
async function writeBare(rows: TakenRows): Promise<Cost> {
  const cost = await costOf(() => writeRows(bare.connector, rows));
  await bare.pglite.exec(
    `begin; set local daybook.writing = 'yes';
     ${[...new Set(rows.map(({ table }) => table))].map((table) => `delete from ${table};`).join(' ')}
     commit`,
  );
  return cost;
}

const costs: Record<'add' | 'half' | 'overwrite' | 'undo' | 'bare' | 'bareOverwrite', Cost[]> = {
  ...{ add: [], half: [], overwrite: [], undo: [], bare: [], bareOverwrite: [] },
};
for (let round = 0; round < ROUNDS; round += 1) {
  const halfId = engine.newId();
  costs.half.push(await costOf(() => apply(DR_SEN, 'add', HALF, halfId)));
  await must('undo', { intentId: halfId });
  for (const [way, doctorId] of [
    ['add', DR_SEN],
    ['overwrite', DR_DAS],
  ] as const) {
    const intentId = engine.newId();
    const before = await placeOf(connector);
    costs[way].push(await costOf(() => apply(doctorId, way, WHOLE, intentId)));
    const rows = await takeRows(connector, before);
    costs[way === 'add' ? 'bare' : 'bareOverwrite'].push(await writeBare(rows));
    costs.undo.push(await costOf(() => must('undo', { intentId })));
  }
}
const of = (what: keyof typeof costs, key: keyof Cost): number =>
  median(costs[what].map((cost) => cost[key]));
const UNITS = [
  ['wallMs', 'ms'],
  ['cpuMs', 'ms of CPU'],
] as const;
const figures = (['add', 'overwrite', 'undo'] as const).flatMap((what): Figure[] =>
  UNITS.map(([key, unit]) => ({
    ...{ bench: 'templates', name: `${what}, 3 months, ${unit}`, ours: of(what, key) },
    peer: {
      name: 'the same rows',
      value: of(what === 'overwrite' ? 'bareOverwrite' : 'bare', key),
    },
    limit: what === 'undo' ? null : ratioAtMost(3),
  })),
);
figures.push({
  ...{ bench: 'templates', name: 'add, 3 months beside half, ms of CPU', ours: of('add', 'cpuMs') },
  peer: { name: 'half of them', value: of('half', 'cpuMs') },
  limit: ratioAtMost(2.5),
});
await bare.close();
await close();
rmSync(folder, { recursive: true, force: true });
reportFigures(figures);
