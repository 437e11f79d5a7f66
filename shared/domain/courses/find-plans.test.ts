import { expect, test } from 'vitest';
import { fc } from '../../../test/support/fast-check.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { choosePlans, findPlans, type PlanPart } from './find-plans.ts';

const zone = knownTimeZone('UTC');
const MINUTE_MS = 60_000;
interface Time {
  readonly startMs: number;
  readonly endMs: number;
  readonly doctorId: string;
}
const aTime = (minute: number, length: number, doctorId = 'das'): Time => ({
  ...{ startMs: minute * MINUTE_MS, endMs: (minute + length) * MINUTE_MS, doctorId },
});
const times = fc.array(
  fc
    .record({
      quarter: fc.integer({ min: 0, max: 2 * 96 - 3 }),
      length: fc.constantFrom(10, 15, 30),
    })
    .map(({ quarter, length }) => aTime(quarter * 15, length)),
  { maxLength: 12 },
);
const parts: fc.Arbitrary<readonly PlanPart<Time>[]> = fc.array(
  fc.record({
    times,
    minGapMin: fc.integer({ min: 0, max: 45 }),
    maxGapMin: fc.integer({ min: 45, max: 240 }),
  }),
  { minLength: 1, maxLength: 4 },
);
const dayOf = ({ startMs }: Time): number => Math.floor(startMs / 86_400_000);

function fits(plan: readonly Time[], of: readonly PlanPart<Time>[]): boolean {
  return plan.every((time, i) => {
    const before = plan[i - 1];
    const part = of[i];
    if (!part || (plan[0] && dayOf(time) !== dayOf(plan[0]))) return false;
    if (!before) return true;
    const gap = (time.startMs - before.endMs) / MINUTE_MS;
    return gap >= part.minGapMin && gap <= part.maxGapMin;
  });
}

/** Every way through, by trying all of them. */
function all(
  of: readonly PlanPart<Time>[],
  plan: readonly Time[] = [],
): readonly (readonly Time[])[] {
  const part = of[plan.length];
  if (!part) return [plan];
  return part.times.flatMap((time) => (fits([...plan, time], of) ? all(of, [...plan, time]) : []));
}
const endOf = (plan: readonly Time[]): number => plan.at(-1)?.endMs ?? 0;

test('plans keep their gaps and their day, none is missed, and each is over as soon as it can be [MV1]', () => {
  fc.assert(
    fc.property(parts, (of) => {
      const found = [...findPlans(of, zone)];
      for (const plan of found) {
        expect(plan).toHaveLength(of.length);
        expect(fits(plan, of)).toBe(true);
      }
      const best = new Map<string, number>();
      for (const plan of all(of)) {
        const key = JSON.stringify(plan[0]);
        best.set(key, Math.min(best.get(key) ?? Number.MAX_SAFE_INTEGER, endOf(plan)));
      }
      expect(new Map(found.map((plan) => [JSON.stringify(plan[0]), endOf(plan)]))).toEqual(best);
      const starts = found.map((plan) => plan[0]?.startMs ?? 0);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    }),
  );
});

test('of a day two plans are told, of those that can be booked, and no more are tried than is said [MV1]', async () => {
  const firsts = Array.from({ length: 40 }, (_, i) => [aTime(i * 30, 15)]);
  const looked: number[] = [];
  const stands = async (plan: readonly Time[]): Promise<boolean> => {
    const minute = (plan[0]?.startMs ?? 0) / MINUTE_MS;
    looked.push(minute);
    return minute >= 60;
  };
  const chosen = await choosePlans(firsts, zone, { limit: 3, triesOfDay: 30 }, stands);
  expect(chosen.map(([time]) => (time?.startMs ?? 0) / MINUTE_MS)).toEqual([60, 90]);
  expect(looked).toEqual([0, 30, 60, 90]);
  expect(await choosePlans(firsts, zone, { limit: 3, triesOfDay: 2 }, stands)).toEqual([]);
});

test('a day on which nothing stands takes nothing from the days after it [MV1]', async () => {
  const DAY_MIN = 24 * 60;
  const plans = [0, 30, 60, DAY_MIN, DAY_MIN + 30].map((minute) => [aTime(minute, 15)]);
  const stands = async ([time]: readonly Time[]) => (time?.startMs ?? 0) >= DAY_MIN * MINUTE_MS;
  const chosen = await choosePlans(plans, zone, { limit: 3, triesOfDay: 2 }, stands);
  expect(chosen.map(([time]) => (time?.startMs ?? 0) / MINUTE_MS)).toEqual([
    ...[DAY_MIN, DAY_MIN + 30],
  ]);
});
