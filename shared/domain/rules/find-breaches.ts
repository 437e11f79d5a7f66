import { exhaustive } from '../../core/exhaustive.ts';
import type { VisitEnd } from '../../model/attendance.ts';
import type { Demand, Rule, RuleBreach } from '../../model/rule.ts';
import { addDays, type DayKey, dayAt, daysFrom, minuteOfDay, weekStart } from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import { instantToWall } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { pickRules } from './pick-rules.ts';

/** What somebody is about to do. */
export interface RuledAct extends Interval {
  readonly act: 'book' | 'move' | 'cancel';
  /** It never counts against itself. */
  readonly appointmentId: string;
  readonly branchId: string;
  readonly doctorId: string;
  readonly serviceId: string;
  readonly nowMs: number;
  /** How often it was moved before. */
  readonly moves: number;
  /** When it was to be until now; null for a new one. */
  readonly formerStartMs: number | null;
}

export interface RuledVisit extends Interval {
  readonly id: string;
  /** null where this branch does not know it. */
  readonly serviceId: string | null;
}

/** What is known around the act: the visits of the week that it falls in, and the patient. */
export interface RuleFacts {
  readonly zone: TimeZone;
  readonly doctorVisits: readonly RuledVisit[];
  readonly patientVisits: readonly RuledVisit[];
  readonly birthDate: DayKey | null;
  readonly sex: string;
  readonly isNewPatient: boolean;
  /** How the patient's last visits ended, at whichever branch, the newest first. */
  readonly lastVisits: readonly VisitEnd[];
  /** Names of the marks that the time carries. */
  readonly tags: readonly string[];
}

const MINUTE_MS = 60_000;

/** The rules that the act would break, of those that hold for it. */
export function findBreaches(
  rules: readonly Rule[],
  act: RuledAct,
  facts: RuleFacts,
): readonly RuleBreach[] {
  const day = dayAt(facts.zone, act.startMs);
  return pickRules(rules, act, day).flatMap((rule): RuleBreach[] => {
    const breach = act.act === 'cancel' ? null : breachOfTime(rule, act, facts, day);
    const found = breach ?? breachOfChange(rule.demand, act);
    if (found === null) return [];
    const { id, name, demand, effect } = rule;
    return [{ ruleId: id, name, demand, effect, found: found.count }];
  });
}

/** `count` as in a breach's `found`. */
interface Broken {
  readonly count: number | null;
}
const broken = (count: number | null = null): Broken => ({ count });

function breachOfTime(
  { demand, serviceId }: Rule,
  act: RuledAct,
  facts: RuleFacts,
  day: DayKey,
): Broken | null {
  const minutesAhead = Math.floor((act.startMs - act.nowMs) / MINUTE_MS);
  const today = dayAt(facts.zone, act.nowMs);
  switch (demand.kind) {
    case 'max-visits': {
      const count = countVisits(demand, serviceId, act, facts);
      return count >= demand.max ? broken(count) : null;
    }
    case 'min-gap': {
      const gap = smallestGapMin(act, facts.doctorVisits);
      return gap < demand.minutes ? broken(gap) : null;
    }
    case 'notice':
      return minutesAhead < demand.minutes ? broken(Math.max(0, minutesAhead)) : null;
    case 'horizon':
      return daysFrom(today, day) > demand.days ? broken(daysFrom(today, day)) : null;
    case 'same-day-until': {
      const minute = minuteOfDay(instantToWall(facts.zone, act.nowMs));
      return day === today && minute >= demand.minuteOfDay ? broken(minute) : null;
    }
    case 'age':
      return breachOfAge(demand, facts.birthDate, day);
    case 'sex':
      return facts.sex !== 'unknown' && facts.sex !== demand.sex ? broken() : null;
    case 'new-patient-slots':
      return facts.tags.includes(demand.tag) === facts.isNewPatient ? null : broken();
    case 'missed': {
      const missed = countMissed(demand, facts.lastVisits);
      return missed >= demand.missed ? broken(missed) : null;
    }
    case 'change-notice':
    case 'max-moves':
      return null;
    default:
      return exhaustive(demand);
  }
}

/** Of the last visits that patients came to or should have come to. */
function countMissed(
  { of, lateToo = false }: Extract<Demand, { kind: 'missed' }>,
  ends: readonly VisitEnd[],
): number {
  const isMissed = (end: VisitEnd): boolean =>
    end === 'missed' || (lateToo && end === 'cancelled-late');
  const counted = ends.filter((end) => end === 'seen' || isMissed(end));
  return counted.slice(0, of).filter(isMissed).length;
}

function breachOfChange(demand: Demand, act: RuledAct): Broken | null {
  if (act.act === 'book' || act.formerStartMs === null) return null;
  if (demand.kind === 'max-moves') {
    return act.act === 'move' && act.moves >= demand.max ? broken(act.moves) : null;
  }
  if (demand.kind !== 'change-notice' || demand.change !== act.act) return null;
  const minutes = Math.floor((act.formerStartMs - act.nowMs) / MINUTE_MS);
  return minutes < demand.minutes ? broken(Math.max(0, minutes)) : null;
}

function countVisits(
  { of, per }: Extract<Demand, { kind: 'max-visits' }>,
  serviceId: string | null,
  act: RuledAct,
  { zone, doctorVisits, patientVisits }: RuleFacts,
): number {
  const day = dayAt(zone, act.startMs);
  const first = per === 'day' ? day : weekStart(day);
  const last = per === 'day' ? day : addDays(first, 6);
  const visits = of === 'doctor' ? doctorVisits : patientVisits;
  return visits.filter((visit) => {
    const at = dayAt(zone, visit.startMs);
    const isOfService = serviceId === null || visit.serviceId === serviceId;
    return visit.id !== act.appointmentId && isOfService && at >= first && at <= last;
  }).length;
}

/** Minutes to the visit before or after, whichever is nearer; 0 for one that overlaps. */
function smallestGapMin(act: RuledAct, visits: readonly RuledVisit[]): number {
  const gaps = visits
    .filter((visit) => visit.id !== act.appointmentId)
    .map((visit) => Math.max(visit.startMs - act.endMs, act.startMs - visit.endMs, 0));
  return Math.floor(Math.min(...gaps, Number.MAX_SAFE_INTEGER) / MINUTE_MS);
}

function breachOfAge(
  { minYears, maxYears }: Extract<Demand, { kind: 'age' }>,
  birthDate: DayKey | null,
  day: DayKey,
): Broken | null {
  if (birthDate === null) return null;
  const years =
    Number(day.slice(0, 4)) -
    Number(birthDate.slice(0, 4)) -
    (day.slice(5) < birthDate.slice(5) ? 1 : 0);
  const isTooYoung = minYears !== null && years < minYears;
  const isTooOld = maxYears !== null && years > maxYears;
  return isTooYoung || isTooOld ? broken(years) : null;
}
