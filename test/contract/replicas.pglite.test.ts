import { afterAll, expect, test } from 'vitest';
import { createSeeded, type Seeded } from '../simulation/seeded.ts';
import { DAY_MS, openTemplate } from '../simulation/template.ts';
import { DR_DAS, DR_SEN, PARK_STREET, SALT_LAKE } from '../support/engine.ts';
import { openEngineClinic } from './open-engine-clinic.ts';
import { openMemoryClinic } from './open-memory-clinic.ts';
import { describeReplicas, furnish, meet } from './replica-contract.ts';
import { COMPUTERS, type Computer, type SyncedClinic, type WantedTime } from './synced-clinic.ts';

const template = await openTemplate();
afterAll(() => template.close());

describeReplicas('engine on PGlite', () => openEngineClinic(template));

const HALF_HOUR_MS = 1_800_000;
const HISTORIES = process.env.DAYBOOK_LONG ? 1000 : 5;
const ACTS = 25;

/** One thing that happens at a computer of a clinic, whichever store its books are in. */
type Act = (clinic: SyncedClinic) => Promise<unknown>;

/**
 * The simulation says of the program what the fast store does; so both must do the same. Whatever
 * happens in a history happens in both, and after each act both answer, and hold, the same.
 */
test(`${HISTORIES} random histories go the same way in the engine and in the fast store [SY1] [BK8]`, async () => {
  for (let seed = 1; seed <= HISTORIES; seed += 1) {
    const engine = await furnish(await openEngineClinic(template));
    const memory = await furnish(openMemoryClinic());
    const seeded = createSeeded(seed);
    const booked: string[] = [];
    for (let act = 1; act <= ACTS; act += 1) {
      const { at, what, run } = someAct(seeded, booked, act);
      const where = `seed ${seed}, act ${act}: ${what} at ${at}`;
      expect([where, await run(memory)]).toEqual([where, await run(engine)]);
      for (const place of [at, 'central'] as const) {
        expect([where, place, await memory.look(place)]).toEqual([
          ...[where, place, await engine.look(place)],
        ]);
      }
    }
    await meet(engine);
    await meet(memory);
    for (const place of [...COMPUTERS, 'central'] as const) {
      expect([seed, place, await memory.look(place)]).toEqual([
        ...[seed, place, await engine.look(place)],
      ]);
    }
  }
}, 600_000);

function someAct(
  seeded: Seeded,
  booked: string[],
  no: number,
): { readonly at: Computer; readonly what: string; readonly run: Act } {
  const at = seeded.pick(COMPUTERS);
  const dice = seeded.next();
  const afterMs = 1 + seeded.below(60_000);
  const later =
    (act: Act): Act =>
    (clinic) => {
      clinic.clock.advance(afterMs);
      return act(clinic);
    };
  if (dice < 0.35) {
    const how = seeded.chance(0.2) ? 'unheard' : undefined;
    return { at, what: `exchange ${how ?? ''}`, run: later((clinic) => clinic.exchange(at, how)) };
  }
  if (dice < 0.45) {
    const field = seeded.pick(['note', 'phone'] as const);
    const value = String(9_830_000_000 + no);
    return { at, what: `type ${field}`, run: later((clinic) => clinic.type(at, field, value)) };
  }
  const time = someTime(seeded, at);
  if (dice < 0.75 || booked.length === 0) {
    const id = `00000000-0000-7000-8000-${String(seeded.below(1e9)).padStart(12, '0')}`;
    booked.push(id);
    return { at, what: `book ${id}`, run: later((clinic) => clinic.book(at, id, time)) };
  }
  const id = seeded.pick(booked);
  if (dice < 0.85) return { at, what: `cancel ${id}`, run: later((c) => c.cancel(at, id)) };
  return { at, what: `move ${id}`, run: later((clinic) => clinic.move(at, id, time)) };
}

/** Half an hour of working time, at the branch of whoever it is or now and then at the other one. */
function someTime(seeded: Seeded, at: Computer): WantedTime {
  const home = at === 'park-street' ? PARK_STREET : SALT_LAKE;
  const isElsewhere = at === 'laptop' || seeded.chance(0.25);
  const branchId = isElsewhere ? seeded.pick([SALT_LAKE, PARK_STREET]) : home;
  const isSen = branchId === SALT_LAKE && at === 'salt-lake' && seeded.chance(0.15);
  const [first, many] = branchId === PARK_STREET ? [26, 3] : isSen ? [20, 5] : [18, 5];
  const half = DAY_MS + (first + seeded.below(many)) * HALF_HOUR_MS;
  const startMs = half + (seeded.chance(0.3) ? seeded.below(3) * 600_000 : 0);
  const doctorId = isSen ? DR_SEN : DR_DAS;
  return { branchId, doctorId, startMs, endMs: startMs + HALF_HOUR_MS };
}
