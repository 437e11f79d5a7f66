import type { Offer } from '../../model/conflict.ts';
import type { Rule } from '../../model/rule.ts';
import { dayAt } from '../../time/day.ts';
import { overlaps } from '../../time/interval.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { findBreaches, type RuledVisit, type RuleFacts } from '../rules/find-breaches.ts';
import { everyName } from '../tags/find-tag.ts';
import type { EffectTag } from '../tags/find-tag-breaches.ts';
import { type Tagged, tagsAt } from '../tags/tags-at.ts';

/** What is about to be booked, or moved. */
export interface WantedVisit {
  readonly act: 'book' | 'move';
  readonly appointmentId: string;
  readonly serviceId: string;
  readonly moves: number;
  readonly formerStartMs: number | null;
}

/** What the clinic's rules and limits look at, over all days that times are looked for on. */
export interface BookingFacts {
  readonly rules: readonly Rule[];
  readonly patient: Pick<
    RuleFacts,
    'birthDate' | 'sex' | 'isNewPatient' | 'lastVisits' | 'patientVisits'
  >;
  /** Empty where no rule counts them. */
  readonly doctorVisits: ReadonlyMap<string, readonly RuledVisit[]>;
  readonly tags: readonly EffectTag[];
  readonly sessions: readonly (Tagged & { readonly doctorId: string })[];
  readonly taggedSlots: readonly (Tagged & { readonly doctorId: string })[];
  readonly zoneOf: (branchId: string) => TimeZone;
  /** Whether one more visit of the doctor on a day is within what this replica may make. */
  readonly hasRoom: (doctorId: string, day: string) => boolean;
}

/**
 * Whether a free time would be booked without a word: no rule speaks against it, not even one that
 * could be gone over with a reason; the day's limit has room; and the patient is nowhere else. A word
 * about whoever often stays away speaks of the person, whichever time they get, and is had at booking.
 */
export function createWouldBook(
  facts: BookingFacts,
  wanted: WantedVisit,
  nowMs: number,
): (time: Offer) => boolean {
  const rules = facts.rules.filter(
    ({ active, demand, effect }) => active && (demand.kind !== 'missed' || effect === 'refuse'),
  );
  const marked = Map.groupBy(
    facts.sessions.filter(({ tags }) => tags.length > 0),
    ({ doctorId }) => doctorId,
  );
  const markedSlots = Map.groupBy(facts.taggedSlots, ({ doctorId }) => doctorId);
  const isElsewhere = (time: Offer): boolean =>
    facts.patient.patientVisits.some(
      (visit) => visit.id !== wanted.appointmentId && overlaps(visit, time),
    );
  return (time) => {
    const zone = facts.zoneOf(time.branchId);
    const { doctorId, branchId, startMs, endMs } = time;
    if (isElsewhere(time) || !facts.hasRoom(doctorId, dayAt(zone, startMs))) return false;
    if (rules.length === 0) return true;
    const names = tagsAt(time, marked.get(doctorId) ?? [], markedSlots.get(doctorId) ?? []);
    const act = { ...wanted, branchId, doctorId, startMs, endMs, nowMs };
    const around = {
      ...facts.patient,
      zone,
      doctorVisits: facts.doctorVisits.get(doctorId) ?? [],
      tags: everyName(facts.tags, names),
    };
    return findBreaches(rules, act, around).length === 0;
  };
}
