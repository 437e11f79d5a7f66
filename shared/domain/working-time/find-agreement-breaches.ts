import type { Agreement } from '../../model/agreement.ts';
import type { Doctor } from '../../model/doctor.ts';
import type { WorkBreach, WorkBreachKind } from '../../model/work-breach.ts';
import {
  addDays,
  type DayKey,
  dayAt,
  dayEndMs,
  dayStartMs,
  instantOfDay,
  weekdayOf,
  weekStart,
} from '../../time/day.ts';
import { contains, type Interval, normalise, overlaps } from '../../time/interval.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { workStretches } from '../schedule/work-stretches.ts';
import type { WorkTime, ZoneOf } from './work-time.ts';

const MINUTE_MS = 60_000;

/** Who works, and what was agreed about it. */
export interface Engaged {
  readonly doctor: Pick<Doctor, 'id' | 'kind'>;
  readonly agreement: Agreement | null;
  /** Where the doctor works. */
  readonly branchIds: ReadonlySet<string>;
}

/** All working time of one doctor around what is asked for. */
export interface DoctorWork {
  readonly zoneOf: ZoneOf;
  /** What is asked for. */
  readonly asked: readonly WorkTime[];
  /** All there is now, and all there would be, what is asked for included. */
  readonly before: readonly WorkTime[];
  readonly after: readonly WorkTime[];
}

type AgreementBreachKind = Exclude<WorkBreachKind, 'travel' | 'room'>;

/** What each kind of breach comes to: a contract is the doctor's too, the rest can be talked about. */
const BREACH_EFFECTS: Readonly<Record<AgreementBreachKind, WorkBreach['effect']>> = {
  'locum-series': 'refuse',
  'out-of-contract': 'refuse',
  'not-contracted-here': 'refuse',
  'day-hours': 'reason',
  'week-hours': 'reason',
  'days-at-branch': 'reason',
  'outside-hours': 'reason',
};

const NOTHING = { found: null, agreed: null, other: null };

export function toBreach(
  kind: AgreementBreachKind,
  { doctorId, branchId, startMs, endMs }: WorkTime,
  about: Pick<WorkBreach, 'day'> & Partial<Pick<WorkBreach, 'found' | 'agreed'>>,
): WorkBreach {
  const where = { doctorId, branchId, startMs, endMs };
  return { kind, effect: BREACH_EFFECTS[kind], ...where, ...NOTHING, ...about };
}

/**
 * Where working time that is asked for goes against what was agreed with its doctor. Days, weeks and
 * hours are those of the branch that asks, and count what the doctor works anywhere. A day or a week
 * that had too much already is named only where it gets more.
 */
export function findAgreementBreaches(
  { doctor, agreement, branchIds }: Engaged,
  work: DoctorWork,
): readonly WorkBreach[] {
  const contract =
    doctor.kind === 'locum'
      ? findOutOfContract(agreement, branchIds, work)
      : findNotAgreedHere(agreement, branchIds, work);
  if (agreement === null) return contract;
  const counted =
    doctor.kind === 'part-time'
      ? [
          ...findTooLong('day-hours', agreement.dayMin, work),
          ...findTooLong('week-hours', agreement.weekMin, work),
          ...agreement.places.flatMap((place) => findTooManyDays(place, work)),
        ]
      : [];
  return [...contract, ...findOutsideHours(agreement, work), ...counted].toSorted(
    (a, b) => a.startMs - b.startMs,
  );
}

function findOutOfContract(
  agreement: Agreement | null,
  branchIds: ReadonlySet<string>,
  { asked, zoneOf }: DoctorWork,
): readonly WorkBreach[] {
  const { fromDay, untilDay } = agreement ?? { fromDay: null, untilDay: null };
  return asked.flatMap((one) => {
    const day = dayAt(zoneOf(one.branchId), one.startMs);
    const isOutside = (fromDay !== null && day < fromDay) || (untilDay !== null && day > untilDay);
    return [
      ...(isOutside ? [toBreach('out-of-contract', one, { day })] : []),
      ...(branchIds.has(one.branchId) ? [] : [toBreach('not-contracted-here', one, { day })]),
    ];
  });
}

/** Of one who is employed it can be talked about, where branches were agreed on at all. */
function findNotAgreedHere(
  agreement: Agreement | null,
  branchIds: ReadonlySet<string>,
  { asked, zoneOf }: DoctorWork,
): readonly WorkBreach[] {
  const places = agreement?.places ?? [];
  if (places.length === 0) return [];
  const agreed = new Set([...branchIds, ...places.map(({ branchId }) => branchId)]);
  return asked
    .filter(({ branchId }) => !agreed.has(branchId))
    .map((one) => ({
      ...toBreach('not-contracted-here', one, { day: dayAt(zoneOf(one.branchId), one.startMs) }),
      effect: 'reason',
    }));
}

function findOutsideHours(
  { places }: Agreement,
  { asked, zoneOf }: DoctorWork,
): readonly WorkBreach[] {
  return asked.flatMap((one) => {
    const hours = places.find(({ branchId }) => branchId === one.branchId)?.hours ?? [];
    if (hours.length === 0) return [];
    const zone = zoneOf(one.branchId);
    const day = dayAt(zone, one.startMs);
    // Hours that go on after midnight begin on the day before.
    const agreed = normalise(
      [addDays(day, -1), day, addDays(day, 1)].flatMap((about) =>
        hours
          .filter(({ days }) => days.includes(weekdayOf(about)))
          .map(({ fromMin, untilMin }) => ({
            startMs: instantOfDay(zone, about, fromMin),
            endMs: instantOfDay(zone, about, untilMin),
          }))
          .filter(({ startMs, endMs }) => startMs < endMs),
      ),
    );
    return agreed.some((span) => contains(span, one))
      ? []
      : [toBreach('outside-hours', one, { day })];
  });
}

/** Days, or weeks, of the branches that ask in which there would be more work than was agreed. */
function findTooLong(
  kind: 'day-hours' | 'week-hours',
  agreed: number | null,
  { asked, before, after, zoneOf }: DoctorWork,
): readonly WorkBreach[] {
  if (agreed === null) return [];
  return [...spansOf(kind, asked, zoneOf).values()].flatMap(({ span, day, first }) => {
    const found = minutesIn(after, span);
    const isMore = found > agreed && found > minutesIn(before, span);
    return isMore ? [toBreach(kind, first, { day, found, agreed })] : [];
  });
}

function findTooManyDays(
  { branchId, daysPerWeek: agreed }: Agreement['places'][number],
  { asked, before, after, zoneOf }: DoctorWork,
): readonly WorkBreach[] {
  if (agreed === null) return [];
  const here = ({ branchId: at }: WorkTime): boolean => at === branchId;
  const zone = zoneOf(branchId);
  return [...spansOf('week-hours', asked.filter(here), zoneOf).values()].flatMap(
    ({ span, day, first }) => {
      const found = daysIn(after.filter(here), span, zone);
      const isMore = found > agreed && found > daysIn(before.filter(here), span, zone);
      return isMore ? [toBreach('days-at-branch', first, { day, found, agreed })] : [];
    },
  );
}

interface Span {
  readonly span: Interval;
  /** The day, or the Monday. */
  readonly day: DayKey;
  /** What is asked for there first. */
  readonly first: WorkTime;
}

/** The days, or weeks, in which something is asked for, by the clocks of the branches that ask. */
function spansOf(
  kind: 'day-hours' | 'week-hours',
  asked: readonly WorkTime[],
  zoneOf: ZoneOf,
): ReadonlyMap<string, Span> {
  const spans = new Map<string, Span>();
  for (const one of asked) {
    const zone = zoneOf(one.branchId);
    for (const day of daysTouched(one, zone)) {
      const firstDay = kind === 'day-hours' ? day : weekStart(day);
      const startMs = dayStartMs(zone, firstDay);
      const endMs = dayEndMs(zone, kind === 'day-hours' ? firstDay : addDays(firstDay, 6));
      const key = `${startMs} ${endMs}`;
      if (!spans.has(key)) spans.set(key, { span: { startMs, endMs }, day: firstDay, first: one });
    }
  }
  return spans;
}

/** The day on which it begins, and the one on which it ends if that is another. */
function daysTouched({ startMs, endMs }: Interval, zone: TimeZone): ReadonlySet<DayKey> {
  return new Set([dayAt(zone, startMs), dayAt(zone, endMs - 1)]);
}

/** Minutes of work in a stretch of time, without breaks; what two branches know of counts once. */
export function minutesIn(work: readonly WorkTime[], span: Interval): number {
  const within = work
    .flatMap(({ breaks = [], startMs, endMs }) => workStretches({ startMs, endMs, breaks }))
    .filter((one) => overlaps(one, span))
    .map(({ startMs, endMs }) => ({
      startMs: Math.max(startMs, span.startMs),
      endMs: Math.min(endMs, span.endMs),
    }));
  const ms = normalise(within).reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
  return Math.round(ms / MINUTE_MS);
}

const daysIn = (work: readonly WorkTime[], span: Interval, zone: TimeZone): number =>
  new Set(work.filter((one) => overlaps(one, span)).map((one) => dayAt(zone, one.startMs))).size;
