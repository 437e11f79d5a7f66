import { sql } from 'kysely';
import { type EndingVisit, endOf } from '../../domain/attendance/end-of.ts';
import { type Ended, mergeEnds } from '../../domain/attendance/merge-ends.ts';
import { findBreaches, type RuledVisit, type RuleFacts } from '../../domain/rules/find-breaches.ts';
import { rivalsOf } from '../../domain/rules/pick-rules.ts';
import { everyName } from '../../domain/tags/find-tag.ts';
import { type Tagged, tagsAt } from '../../domain/tags/tags-at.ts';
import { hlcMs } from '../../merge/hlc.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Attendance } from '../../model/attendance.ts';
import { ENDS_MAX } from '../../model/choices.ts';
import type { Rule } from '../../model/rule.ts';
import { openTimeZone, type TimeZone } from '../../time/time-zone.ts';
import type { RuleTrial } from '../../wire/desk/answers.ts';
import type { ReadDb } from '../store/handles.ts';
import { ofPerson } from '../store/person.ts';
import { HAS_ENDED } from './ended-visits.ts';
import { loadRules } from './load-rules.ts';
import { loadTags } from './load-tags.ts';

const DAY_MS = 86_400_000;
/** "Last month". */
const DAYS = 30;
/** Around it, for rules that count by the week. */
const MARGIN_MS = 8 * DAY_MS;
/** More visits than a large branch has in a month; the latest are taken. */
const VISITS_MAX = 20_000;
const EXAMPLES_MAX = 20;
/** What came before, of a patient, for rules about missed visits. */
const HISTORY_MS = 2 * 365 * DAY_MS;

interface Visit
  extends Pick<
    Appointment,
    | 'id'
    | 'branchId'
    | 'doctorId'
    | 'serviceId'
    | 'patientId'
    | 'startMs'
    | 'endMs'
    | 'status'
    | 'madeHlc'
  > {
  readonly patientName: string;
  readonly birthDate: string | null;
  readonly sex: string;
  readonly timeZone: string;
  /** Of its session. */
  readonly tags: readonly string[];
}

/**
 * Tries a rule on the visits of the last 30 days as they were booked: each is judged by those that
 * had been booked before it, and by the marks of its time. Where another rule that is on is narrower,
 * that one holds. Cancelled ones are left out, and so are changes of them: what was moved or called off
 * shows in no visit.
 */
export async function tryRule(
  db: ReadDb,
  organisationId: string,
  rule: Rule,
  nowMs: number,
): Promise<RuleTrial> {
  const visits = await loadVisits(db, organisationId, nowMs);
  const earlier = await loadEarlier(db, organisationId, visits, nowMs);
  const tags = await loadTags(db, organisationId);
  const markedSlots = await loadMarkedSlots(db, organisationId, nowMs);
  const rivals = rivalsOf(await loadRules(db, organisationId), rule);
  const rules = [...rivals, { ...rule, active: true, deleted: false }];
  const byDoctor = Map.groupBy(visits, (visit) => visit.doctorId);
  const byPatient = Map.groupBy(visits, (visit) => visit.patientId);
  const zones = new Map<string, TimeZone>();
  const tried = visits.filter(({ startMs }) => startMs > nowMs - DAYS * DAY_MS && startMs <= nowMs);
  const examples: RuleTrial['examples'][number][] = [];
  let broken = 0;
  for (const visit of tried) {
    const zone = zoneOf(visit.timeZone, zones);
    if (zone === null) continue;
    const before = (others: readonly Visit[] | undefined): readonly RuledVisit[] =>
      (others ?? []).filter(
        (other) =>
          isBookedBefore(other, visit) && Math.abs(other.startMs - visit.startMs) < MARGIN_MS,
      );
    const ended = endsBefore(earlier.get(visit.patientId), visit.startMs);
    const facts: RuleFacts = {
      zone,
      doctorVisits: before(byDoctor.get(visit.doctorId)),
      patientVisits: before(byPatient.get(visit.patientId)),
      birthDate: visit.birthDate,
      sex: visit.sex,
      isNewPatient: !ended.some(({ end, startMs }) => end === 'seen' && startMs !== null),
      lastVisits: ended.slice(0, ENDS_MAX).map(({ end }) => end),
      tags: everyName(tags, tagsAt(visit, [visit], markedSlots.get(visit.doctorId) ?? [])),
    };
    const act = { ...visit, act: 'book' as const, appointmentId: visit.id };
    const asked = { ...act, nowMs: hlcMs(visit.madeHlc), moves: 0, formerStartMs: null };
    const breach = findBreaches(rules, asked, facts).find(({ ruleId }) => ruleId === rule.id);
    if (!breach) continue;
    broken += 1;
    if (examples.length >= EXAMPLES_MAX) continue;
    const { id: appointmentId, startMs, doctorId, patientName } = visit;
    examples.push({ appointmentId, startMs, doctorId, patientName, found: breach.found });
  }
  return { visits: tried.length, broken, examples };
}

/** What was booked or imported at one moment counts in the order of its times. */
function isBookedBefore(a: Visit, b: Visit): boolean {
  if (a.madeHlc !== b.madeHlc) return a.madeHlc < b.madeHlc;
  return a.startMs === b.startMs ? a.id < b.id : a.startMs < b.startMs;
}

function zoneOf(name: string, zones: Map<string, TimeZone>): TimeZone | null {
  const known = zones.get(name);
  if (known) return known;
  const opened = openTimeZone(name);
  if (!opened.ok) return null;
  zones.set(name, opened.value);
  return opened.value;
}

async function loadVisits(
  db: ReadDb,
  organisationId: string,
  nowMs: number,
): Promise<readonly Visit[]> {
  const { rows } = await sql<Visit>`
    select a.id, a.branch_id, a.doctor_id, a.service_id, ${sql.raw(ofPerson('id'))} as patient_id,
      a.start_ms, a.end_ms, a.status, a.made_hlc, ${sql.raw(ofPerson('name'))} as patient_name,
      ${sql.raw(ofPerson('birth_date'))} as birth_date, p.sex, b.time_zone,
      coalesce(s.tags, '{}') as tags
    from appointment a
    join patient p on p.organisation_id = a.organisation_id and p.id = a.patient_id
    join branch b on b.organisation_id = a.organisation_id and b.id = a.branch_id
    left join session s on s.organisation_id = a.organisation_id and s.id = a.session_id
    where a.organisation_id = ${organisationId} and a.superseded_by is null
      and a.assists_id is null
      and a.status not in ('cancelled', 'entered-in-error')
      and a.start_ms > ${nowMs - DAYS * DAY_MS - MARGIN_MS} and a.start_ms <= ${nowMs + MARGIN_MS}
    order by a.start_ms desc limit ${VISITS_MAX}`.execute(db.kysely);
  return rows;
}

/** Slots of those days with marks of their own, by doctor. */
async function loadMarkedSlots(
  db: ReadDb,
  organisationId: string,
  nowMs: number,
): Promise<ReadonlyMap<string, readonly Tagged[]>> {
  const { rows } = await sql<Tagged & { readonly doctorId: string }>`
    select doctor_id, start_ms, end_ms, tags from slot
    where organisation_id = ${organisationId} and not deleted
      and dot_replica is not null and tags <> '{}'
      and start_ms > ${nowMs - (DAYS + 1) * DAY_MS} and start_ms <= ${nowMs}
    order by start_ms desc limit ${VISITS_MAX}`.execute(db.kysely);
  return Map.groupBy(rows, ({ doctorId }) => doctorId);
}

interface EarlierVisits {
  /** Those here that ended, the newest first. */
  readonly own: readonly (Ended & { readonly startMs: number })[];
  readonly elsewhere: Attendance['ends'];
}

/**
 * How visits before a time ended, the newest first. Of those elsewhere, only what is followed by an
 * earlier one here is known to have been before.
 */
function endsBefore(earlier: EarlierVisits | undefined, atMs: number): readonly Ended[] {
  if (!earlier) return [];
  const own = earlier.own.filter(({ startMs }) => startMs < atMs);
  const before = earlier.elsewhere.filter(({ after }) => after < own.length);
  return mergeEnds(own, own.length, before);
}

/** How earlier visits of these patients ended. */
async function loadEarlier(
  db: ReadDb,
  organisationId: string,
  visits: readonly Visit[],
  nowMs: number,
): Promise<ReadonlyMap<string, EarlierVisits>> {
  const patientIds = [...new Set(visits.map((visit) => visit.patientId))];
  // With the ids of records that became theirs.
  const who = sql`recursive who as (select id, id as person from unnest(${patientIds}::uuid[]) as id
    union select p.id, who.person from who join patient p on p.organisation_id = ${organisationId}
      and p.merged_into = who.id)`;
  const { rows } = await sql<EndingVisit & { readonly patientId: string }>`
    with ${who}
    select who.person as patient_id, start_ms, status, cancelled_by, steps
    from who join appointment a on a.organisation_id = ${organisationId} and a.patient_id = who.id
    where start_ms > ${nowMs - HISTORY_MS} and ${sql.raw(HAS_ENDED)}
    order by start_ms desc`.execute(db.kysely);
  const told = await sql<Pick<Attendance, 'patientId' | 'ends'>>`
    with ${who}
    select who.person as patient_id, a.ends
    from who join attendance a on a.organisation_id = ${organisationId} and a.patient_id = who.id
    join book b on b.organisation_id = a.organisation_id and b.branch_id = a.branch_id`.execute(
    db.kysely,
  );
  const elsewhere = Map.groupBy(told.rows, ({ patientId }) => patientId);
  return new Map(
    [...Map.groupBy(rows, (row) => row.patientId)].map(([patientId, those]) => {
      const own = those.flatMap((visit) => {
        const end = endOf(visit);
        return end === null ? [] : [{ end, startMs: visit.startMs }];
      });
      return [
        patientId,
        { own, elsewhere: (elsewhere.get(patientId) ?? []).flatMap(({ ends }) => ends) },
      ];
    }),
  );
}
