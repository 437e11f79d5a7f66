import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBranchDatabase } from '../../electron/host/database/open-branch-database.ts';
import type { IntentInput } from '../../shared/model/intent.ts';
import {
  aBooking,
  aSeries,
  at,
  DR_DAS,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
} from '../support/engine.ts';
import { measureLine } from './booking/measure-line.ts';
import { type Cost, costOf, type Figure, median, ratioAtMost, reportFigures } from './figure.ts';

/**
 * What it costs to book, move and cancel, on disk with fsync, from the engine being asked to its
 * acknowledgement, beside one bare row inserted into the same database in the same run; and how
 * often each goes over to PGlite. Then a booking as a desk waits for it: over its line to a host
 * whose book is encrypted. Run by `node test/bench/booking.ts [BOOKINGS]`.
 */

const APPOINTMENTS = Number(process.argv[2] ?? 1200);
/** A host runs for days: until here PGlite's code is still being compiled. */
const WARM_UP = APPOINTMENTS / 2;
const SLOTS_A_DAY = 40;
const MINUTE_MS = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'daybook-bench-'));
const path = join(folder, 'book');
const { connector, pglite, close } = await openBranchDatabase({
  folder: path,
  nowMs: Date.now(),
  keys: null,
});
const engine = await openTestEngine({ connector });
await setUpClinic(engine);
await engine.ask('create-series', aSeries(engine.newId(), { rule: 'FREQ=DAILY', slotMin: 5 }));
await pglite.exec('create table bare (id uuid primary key, note text not null)');
await pglite.exec('analyze');

let trips = 0;
const callOver = pglite.execProtocolRawStream.bind(pglite);
pglite.execProtocolRawStream = (...call) => {
  trips += 1;
  return callOver(...call);
};

interface Measured extends Cost {
  readonly trips: number;
}

const ids = Array.from({ length: APPOINTMENTS }, engine.newId);

function timeOf(i: number, firstDay: number) {
  const day = firstDay + Math.floor(i / SLOTS_A_DAY);
  const startMs = at('09:00', day) + (i % SLOTS_A_DAY) * 5 * MINUTE_MS;
  return { branchId: SALT_LAKE, doctorId: DR_DAS, startMs, endMs: startMs + 5 * MINUTE_MS };
}

const INPUTS = {
  book: (id: string, i: number): IntentInput<'book'> => aBooking(id, '09:00', timeOf(i, 0)),
  move: (id: string, i: number): IntentInput<'move'> => ({
    appointmentId: id,
    ...timeOf(i, Math.ceil(APPOINTMENTS / SLOTS_A_DAY)),
  }),
  cancel: (id: string): IntentInput<'cancel'> => ({ appointmentId: id, reason: 'Ill' }),
};

const insertBare = (): Promise<unknown> =>
  pglite.query('insert into bare values ($1, $2)', [engine.newId(), 'x']);

async function measure(kind: keyof typeof INPUTS) {
  const ours: Measured[] = [];
  const bare: Cost[] = [];
  for (const [i, id] of ids.entries()) {
    const input = INPUTS[kind](id, i);
    const before = trips;
    const cost = await costOf(async () => {
      const outcome = await engine.ask(kind, input);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
    });
    ours.push({ ...cost, trips: trips - before });
    bare.push(await costOf(insertBare));
  }
  return { ours: ours.slice(WARM_UP), bare: bare.slice(WARM_UP) };
}

const figures: Figure[] = [];
for (const kind of ['book', 'move', 'cancel'] as const) {
  const { ours, bare } = await measure(kind);
  for (const [key, unit] of [
    ['wallMs', 'ms'],
    ['cpuMs', 'ms of CPU'],
  ] as const) {
    figures.push({
      bench: 'booking',
      name: `${kind}, ${unit}`,
      ours: median(ours.map((cost) => cost[key])),
      peer: { name: 'a bare row', value: median(bare.map((cost) => cost[key])) },
      limit: kind === 'book' ? ratioAtMost(5) : null,
    });
  }
  const calls = median(ours.map((cost) => cost.trips));
  const name = `${kind}, calls of PGlite`;
  figures.push({ bench: 'booking', name, ours: calls, peer: null, limit: null });
}
const { ours, bare, cpuMs } = await measureLine(APPOINTMENTS, insertBare);
const bareCpuMs = bare.reduce((sum, cost) => sum + cost.cpuMs, 0) / bare.length;
const wallMs = (costs: readonly Cost[]): number => median(costs.map((cost) => cost.wallMs));
for (const [unit, value, beside] of [
  ['ms', wallMs(ours), wallMs(bare)],
  ['ms of CPU', cpuMs, bareCpuMs],
] as const) {
  figures.push({
    ...{ bench: 'booking', name: `book over a desk’s line, encrypted, ${unit}`, ours: value },
    ...{ peer: { name: 'a bare row', value: beside }, limit: ratioAtMost(5) },
  });
}
await close();
rmSync(folder, { recursive: true, force: true });
reportFigures(figures);
