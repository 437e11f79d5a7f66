import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPgliteConnector } from '../../../electron/host/database/pglite-connector.ts';
import { admin, createTestClock, createTestRandom } from '../../../test/support/engine.ts';
import { openTempPglite, type TempPglite } from '../../../test/support/pglite.ts';
import { findAdvice } from '../../domain/advice/find-advice.ts';
import { sumWeeks } from '../../domain/advice/sum-weeks.ts';
import type { Advice, AdviceFacts, AdviceHour } from '../../model/advice.ts';
import { SAMPLE_ORGANISATION_ID, sampleId } from '../../sample/sample-id.ts';
import { seedSample } from '../../sample/seed-sample.ts';
import { addDays, weekStart } from '../../time/day.ts';
import { type Engine, openEngine } from '../open-engine.ts';
import { migrate } from '../store/migrate.ts';
import { loadAdvice } from './load-advice.ts';
import { loadAdviceFacts } from './load-advice-facts.ts';
import { chooseReportBranches } from './load-report.ts';

/** Tuesday 3 March 2026, 11:22 in Asia/Kolkata. */
const TUESDAY_MS = Date.UTC(2026, 2, 3, 5, 52);
const HOUR_MS = 3_600_000;
const LEARNT = 8;
const HELD_BACK = 4;

let pglite: TempPglite;
let engine: Engine;
const reporting = { organisationId: SAMPLE_ORGANISATION_ID, actor: admin, nowMs: TUESDAY_MS };

beforeAll(async () => {
  pglite = await openTempPglite();
  const connector = createPgliteConnector(pglite.database);
  await migrate(connector);
  engine = openEngine(connector, createTestClock(TUESDAY_MS), createTestRandom(1));
  await seedSample(engine, connector, { today: null, book: 'branch', passwordHash: 'hash' });
}, 120_000);
afterAll(() => pglite.close());

async function factsOf(firstDay: string, weeks: number): Promise<AdviceFacts> {
  const branches = await chooseReportBranches(engine.store, reporting, { branchId: null });
  if (!branches.ok) throw new Error(branches.error.kind);
  const { organisationId, nowMs } = reporting;
  const range = { organisationId, branches: branches.value, firstDay, weeks, nowMs };
  return loadAdviceFacts(engine.store, range);
}

const hoursOf = (
  facts: AdviceFacts,
  { branchId, doctorId, weekday, fromHour, untilHour }: Extract<Advice, { fromHour: number }>,
): readonly AdviceHour[] =>
  facts.hours.filter(
    (hour) =>
      hour.branchId === branchId &&
      hour.doctorId === doctorId &&
      hour.weekday === weekday &&
      hour.hour >= fromHour &&
      hour.hour < untilHour,
  );

test('Dr. Sinha’s slots from ten to eleven are always idle: fewer are advised [AD1] [AD2]', async () => {
  const found = await loadAdvice(engine.store, reporting, null);
  if (!found.ok) throw new Error(found.error.kind);
  expect(found.value).toMatchObject({ weeks: 12, lastDay: '2026-03-01' });
  const idle = found.value.advice.filter(({ kind }) => kind === 'idle');
  const sinha = sampleId('doctor:sinha');
  for (const weekday of [1, 3, 5]) {
    expect(idle).toContainEqual(
      expect.objectContaining({ doctorId: sinha, weekday, fromHour: 10, untilHour: 11, weeks: 12 }),
    );
  }
  const kinds = new Set(found.value.advice.map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual(['full', 'idle', 'length', 'overbook']);
}, 120_000);

test('held against four weeks that it was not found from, advice does better than nothing done [AD3]', async () => {
  const firstDay = addDays(weekStart('2026-03-03'), -7 * (LEARNT + HELD_BACK));
  const learnt = await factsOf(firstDay, LEARNT);
  const later = await factsOf(addDays(firstDay, 7 * LEARNT), HELD_BACK);
  const advice = findAdvice(learnt);
  expect(advice.length).toBeGreaterThan(4);
  for (const one of advice) expect(gainOf(one, later), JSON.stringify(one)).toBeGreaterThan(0);
}, 120_000);

/** What following a piece of advice would have gained in weeks that came later; nothing done gains 0. */
function gainOf(one: Advice, later: AdviceFacts): number {
  switch (one.kind) {
    case 'idle': {
      // Hours that nobody sat through for nothing, less those in which somebody came after all.
      const { capacityMs, takenMs } = sumWeeks(hoursOf(later, one).flatMap(({ weeks }) => weeks));
      return (capacityMs - 2 * takenMs) / HOUR_MS;
    }
    case 'full': {
      const { walkInsLost } = sumWeeks(hoursOf(later, one).flatMap(({ weeks }) => weeks));
      return Math.min(walkInsLost, one.servedAWeek * HELD_BACK);
    }
    case 'length': {
      const service = later.services.find(({ serviceId }) => serviceId === one.serviceId);
      const off = (minutes: number): number =>
        (service?.tookMin ?? []).reduce(
          (sum, { at, count }) => sum + Math.abs(at - minutes) * count,
          0,
        );
      return off(one.plannedMin) - off(one.adviseMin);
    }
    case 'overbook': {
      const there = later.hours.filter(
        ({ branchId, doctorId }) => branchId === one.branchId && doctorId === one.doctorId,
      );
      // Whoever is overbooked and finds nobody staying away costs as much as an empty place.
      const seats = Array.from({ length: HELD_BACK }, (_, week) =>
        sumWeeks(there.flatMap(({ weeks }) => weeks[week] ?? [])),
      );
      return seats.reduce(
        (sum, { noShow }) =>
          sum + Math.min(noShow, one.moreAWeek) - Math.max(0, one.moreAWeek - noShow),
        0,
      );
    }
  }
}
