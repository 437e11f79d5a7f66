import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPgliteConnector } from '../../../electron/host/database/pglite-connector.ts';
import { admin, createTestClock, createTestRandom } from '../../../test/support/engine.ts';
import { openTempPglite, type TempPglite } from '../../../test/support/pglite.ts';
import { findAdvice } from '../../domain/advice/find-advice.ts';
import { differenceMin } from '../../domain/advice/find-templates.ts';
import { sumWeeks } from '../../domain/advice/sum-weeks.ts';
import type { Advice, AdviceFacts, AdviceHour, TemplateStretch } from '../../model/advice.ts';
import type { Pattern } from '../../model/template.ts';
import { SAMPLE_ORGANISATION_ID, sampleId } from '../../sample/sample-id.ts';
import { SAMPLE_BRANCHES } from '../../sample/sample-places.ts';
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
const BRANCH = SAMPLE_BRANCHES['salt-lake'].id;
const OTHER_BRANCH = SAMPLE_BRANCHES['park-street'].id;
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
  await saveTemplates();
}, 120_000);
afterAll(() => pglite.close());

/**
 * Dr. Sinha's weeks under a name, the first day of which begins an hour before anybody worked, and one
 * day of another doctor's, which ends an hour after.
 */
async function saveTemplates(): Promise<void> {
  const { work } = await factsOf(addDays(weekStart('2026-03-03'), -7), 1);
  const workOf = (name: string, branchId: string) =>
    work.filter((one) => one.doctorId === sampleId(`doctor:${name}`) && one.branchId === branchId);
  const slots = { slotMin: 15, capacity: 1, tags: [] };
  const weeks = workOf('sinha', BRANCH).map(({ weekday, startMin, endMin }, i) => ({
    ...{ day: weekday - 1, startMin: i === 0 ? startMin - 60 : startMin, endMin, ...slots },
  }));
  const [day] = workOf('khan', OTHER_BRANCH);
  if (!day) throw new Error('They work.');
  const long = { day: 0, startMin: day.startMin, endMin: day.endMin + 60, ...slots };
  expect(weeks.length).toBeGreaterThan(1);
  await saveTemplate('sinha', BRANCH, { lengthDays: 7, pieces: weeks });
  await saveTemplate('khan', OTHER_BRANCH, { lengthDays: 1, pieces: [long] });
}

async function saveTemplate(name: string, branchId: string, pattern: Pattern): Promise<void> {
  const id = sampleId(`template:${name}`);
  const input = { id, name, branchId, version: 0, ...pattern };
  const intent = { id: engine.newId(), kind: 'save-template', input, atMs: TUESDAY_MS } as const;
  const saved = await engine.execute(SAMPLE_ORGANISATION_ID, admin, intent);
  if (!saved.ok) throw new Error(JSON.stringify(saved.error));
}

async function factsOf(firstDay: string, weeks: number): Promise<AdviceFacts> {
  const branches = await chooseReportBranches(engine.store, reporting, { branchId: null });
  if (!branches.ok) throw new Error(branches.error.kind);
  const { organisationId, nowMs } = reporting;
  const range = { organisationId, branches: branches.value, firstDay, weeks, nowMs };
  return loadAdviceFacts(engine.store, range);
}

type HoursOfDay = Pick<
  Extract<Advice, { fromHour: number }>,
  'branchId' | 'doctorId' | 'weekday' | 'fromHour' | 'untilHour'
>;
const hoursOf = (
  facts: AdviceFacts,
  { branchId, doctorId, weekday, fromHour, untilHour }: HoursOfDay,
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
  const misfits = found.value.advice.filter((one) => one.kind === 'template');
  expect(new Set(misfits.map(({ isIdle }) => isIdle))).toEqual(new Set([true, false]));
  expect(misfits.map(({ weekday }) => weekday)).toContain(null);
  const kinds = new Set(found.value.advice.map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual(['full', 'idle', 'length', 'overbook', 'template']);
}, 120_000);

test('held against four weeks that it was not found from, advice does better than nothing done [AD3]', async () => {
  const firstDay = addDays(weekStart('2026-03-03'), -7 * (LEARNT + HELD_BACK));
  const learnt = await factsOf(firstDay, LEARNT);
  const later = await factsOf(addDays(firstDay, 7 * LEARNT), HELD_BACK);
  const advice = findAdvice(learnt);
  expect(advice.length).toBeGreaterThan(4);
  for (const one of advice) expect(gainOf(one, later), JSON.stringify(one)).toBeGreaterThan(0);
}, 120_000);

/** What an idle stretch of a template is advised to lose. */
function goneOf({ planned, advise, rest }: Extract<Advice, { kind: 'template' }>): TemplateStretch {
  if (rest) return rest;
  if (!advise) return planned;
  return advise.startMin > planned.startMin
    ? { startMin: planned.startMin, endMin: advise.startMin }
    : { startMin: advise.endMin, endMin: planned.endMin };
}

/** On which days a template is meant: one of one day on any. */
const weekdaysOf = ({ weekday }: Extract<Advice, { kind: 'template' }>): readonly number[] =>
  weekday === null ? [1, 2, 3, 4, 5, 6, 7] : [weekday];

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
    case 'template': {
      const theirs = later.work.filter(
        (work) =>
          work.branchId === one.branchId &&
          one.doctorIds.includes(work.doctorId) &&
          weekdaysOf(one).includes(work.weekday) &&
          work.startMin < one.planned.endMin &&
          work.endMin > one.planned.startMin,
      );
      // Hours planned otherwise than they were worked; of idle ones, than they were wanted.
      if (one.isIdle) {
        const { startMin, endMin } = goneOf(one);
        const of = { ...one, fromHour: startMin / 60, untilHour: endMin / 60 };
        const hours = one.doctorIds.flatMap((doctorId) =>
          weekdaysOf(one).flatMap((weekday) => hoursOf(later, { ...of, doctorId, weekday })),
        );
        const { capacityMs, takenMs } = sumWeeks(hours.flatMap(({ weeks }) => weeks));
        return (capacityMs - 2 * takenMs) / HOUR_MS;
      }
      const off = (to: TemplateStretch | null): number =>
        theirs.reduce((sum, was) => sum + differenceMin(to, was), 0);
      return off(one.planned) - off(one.advise);
    }
    case 'overbook': {
      const there = later.hours.filter(
        ({ branchId, doctorId, weekday }) =>
          branchId === one.branchId && doctorId === one.doctorId && weekday === one.weekday,
      );
      // Whoever is overbooked and finds nobody staying away costs as much as an empty place.
      const seats = Array.from({ length: HELD_BACK }, (_, week) =>
        sumWeeks(there.flatMap(({ weeks }) => weeks[week] ?? [])),
      );
      return seats.reduce(
        (sum, { noShow }) =>
          sum + Math.min(noShow, one.moreADay) - Math.max(0, one.moreADay - noShow),
        0,
      );
    }
  }
}
