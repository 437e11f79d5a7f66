import { derivedId } from '../../core/ids.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { generateOccurrences } from '../../domain/schedule/generate-occurrences.ts';
import { type LaidDay, layDay } from '../../domain/schedule/lay-day.ts';
import { breaksOn } from '../../domain/schedule/work-stretches.ts';
import type { WorkChange } from '../../domain/working-time/work-time.ts';
import { APPLY_DAYS_MAX, APPLY_SESSIONS_MAX } from '../../model/choices.ts';
import type { Branch } from '../../model/organisation.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Session } from '../../model/session.ts';
import type { Applying } from '../../model/template.ts';
import {
  type DayKey,
  dayAt,
  dayEndMs,
  dayStartMs,
  daysFrom,
  daysOf,
  instantOfDay,
  isDay,
} from '../../time/day.ts';
import { type Interval, overlaps } from '../../time/interval.ts';
import { knownTimeZone, type TimeZone } from '../../time/time-zone.ts';
import type { Put, ReadDb } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import type { AskedWork } from './find-work-breaches.ts';
import { loadDoctorSessions } from './load-doctor-sessions.ts';
import { loadDoctorsAt } from './load-doctors-at.ts';
import { loadPattern, type PiecesOn } from './load-pattern.ts';
import { loadRecord } from './load-record.ts';
import type { SessionPair } from './plan-series-change.ts';

/** A day that a pattern is applied to, and what is in the way there. */
export interface AppliedDay extends LaidDay<Stored<Session>> {
  readonly day: DayKey;
  /** A session that stays and overlaps one that is to be; of the same branch if there is one. */
  readonly overlap: Session | null;
}

/** What applying a pattern comes to, before anything is written. */
export interface ApplyingPlan {
  readonly zone: TimeZone;
  /** From the first day to the last. */
  readonly span: Interval;
  readonly days: readonly AppliedDay[];
  readonly pairs: readonly SessionPair[];
  readonly puts: readonly Put[];
}

export interface PlanAt {
  readonly nowMs: number;
  /** From it follow the ids of the sessions that are made. */
  readonly parentId: string;
  /** Who is at home in them where the branch names nobody. */
  readonly replica: string;
}

/**
 * Works out what a pattern makes of each day of a range. What has begun stays as it is, and so does
 * every day that the rule leaves out. Refused: a doctor, branch or template that is not there, days
 * that are none, are over or more than a year, a rule that is none, more sessions than anybody wants.
 */
export async function planApplying(
  db: ReadDb,
  organisationId: string,
  applying: Applying,
  at: PlanAt,
): Promise<Result<ApplyingPlan, Refusal>> {
  const branch = await loadRecord(db, organisationId, 'branch', applying.branchId);
  if (!branch) return err({ kind: 'unknown-record', record: 'branch', id: applying.branchId });
  const doctor = await loadRecord(db, organisationId, 'doctor', applying.doctorId);
  if (!doctor) return err({ kind: 'unknown-record', record: 'doctor', id: applying.doctorId });
  const zone = knownTimeZone(branch.timeZone);
  const days = daysToApply(applying, zone, at.nowMs);
  if (!days.ok) return days;
  const pattern = await loadPattern(db, organisationId, applying, at.nowMs);
  if (!pattern.ok) return pattern;
  const { firstDay, lastDay, doctorId } = applying;
  const span = { startMs: dayStartMs(zone, firstDay), endMs: dayEndMs(zone, lastDay) };
  const there = await loadDoctorSessions(db, organisationId, doctorId, { ...at, span });
  const rooms = await loadRoomsMeant(db, organisationId, branch.id);
  const doctors = await loadDoctorsAt(db, organisationId, branch.id);
  const doctorsHere = new Set(doctors.map(({ id }) => id));
  const around = { branch, zone, piecesOn: pattern.value, there, rooms, doctorsHere };
  const laid = layAll(applying, around, days.value, at);
  const plan = { zone, span, days: laid, ...writesOf(laid) };
  if (plan.puts.length > APPLY_SESSIONS_MAX) {
    return err({ kind: 'too-many', what: 'sessions at once', max: APPLY_SESSIONS_MAX });
  }
  return ok(plan);
}

/**
 * Which room of a branch stands for a room that a template names: itself, or for one of another
 * branch the one of the same name, which is what a template for every branch means.
 */
async function loadRoomsMeant(
  { kysely }: ReadDb,
  organisationId: string,
  branchId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await kysely
    .selectFrom('room')
    .select(['id', 'branchId', 'name', 'active', 'deleted'])
    .where('organisationId', '=', organisationId)
    .execute();
  const own = rows.filter((room) => room.branchId === branchId && room.active && !room.deleted);
  const byName = new Map(own.map(({ id, name }) => [name.toLowerCase(), id]));
  const others = rows.flatMap((room): [string, string][] => {
    const id = room.branchId === branchId ? undefined : byName.get(room.name.toLowerCase());
    return id === undefined ? [] : [[room.id, id]];
  });
  return new Map([...others, ...own.map(({ id }): [string, string] => [id, id])]);
}

function daysToApply(
  { firstDay, lastDay, rule }: Applying,
  zone: TimeZone,
  nowMs: number,
): Result<readonly DayKey[], Refusal> {
  const unknown = [firstDay, lastDay].find((day) => !isDay(day));
  if (unknown !== undefined) return err({ kind: 'malformed', problems: [`${unknown} is no day`] });
  if (lastDay < firstDay) return err({ kind: 'empty-range' });
  if (daysFrom(firstDay, lastDay) >= APPLY_DAYS_MAX) {
    return err({ kind: 'too-many', what: 'days at once', max: APPLY_DAYS_MAX });
  }
  if (firstDay < dayAt(zone, nowMs)) {
    return err({ kind: 'in-the-past', startMs: dayStartMs(zone, firstDay), nowMs });
  }
  if (rule === null) return ok(daysOf({ firstDay, lastDay }));
  const days = generateOccurrences(rule, firstDay, { firstDay, lastDay });
  return days.ok ? days : err({ kind: 'bad-rule', rule, problem: days.error });
}

interface Around {
  readonly branch: Branch;
  readonly zone: TimeZone;
  readonly piecesOn: PiecesOn;
  /** All sessions of the doctor in the range. */
  readonly there: readonly Stored<Session>[];
  /** The branch's rooms that are in use, by those that stand for them in a template. */
  readonly rooms: ReadonlyMap<string, string>;
  readonly doctorsHere: ReadonlySet<string>;
}

function layAll(
  applying: Applying,
  { branch, zone, piecesOn, there, rooms, doctorsHere }: Around,
  days: readonly DayKey[],
  { nowMs, parentId, replica }: PlanAt,
): readonly AppliedDay[] {
  const idOf = (startMs: number): string => derivedId(parentId, String(startMs));
  const homeReplica = branch.homeReplica ?? replica;
  const { branchId, doctorId, way } = applying;
  return days.map((day) => {
    const wanted = piecesOn(day)
      .map(({ startMin, endMin, slotMin, capacity, tags, breaks = [], ...where }): Session => {
        const startMs = instantOfDay(zone, day, startMin);
        const endMs = instantOfDay(zone, day, endMin);
        const { roomId, sharedWith = null } = where;
        const isShared = sharedWith !== doctorId && doctorsHere.has(sharedWith ?? '');
        return {
          ...{ id: idOf(startMs), branchId, doctorId, seriesId: null, startMs, endMs },
          ...{ slotMin, capacity, tags: [...tags], serviceIds: [...(where.serviceIds ?? [])] },
          ...{ homeReplica, deleted: false },
          sharedWith: isShared ? sharedWith : null,
          breaks: [...breaksOn(zone, day, breaks)],
          roomId: rooms.get(roomId ?? '') ?? null,
        };
      })
      // Clocks that go forward can leave nothing of a stretch.
      .filter(({ startMs, endMs }) => startMs < endMs)
      .toSorted((a, b) => a.startMs - b.startMs);
    const near = nearTo(day, zone, there);
    const mine = near.filter(
      (one) => one.branchId === branchId && dayAt(zone, one.startMs) === day,
    );
    const elsewhere = near.filter((one) => !mine.includes(one));
    const laid = layDay({ there: mine, elsewhere, wanted }, way, nowMs, idOf);
    const made = [...laid.added, ...laid.changed.map(({ after }) => after)];
    const staying = [...laid.kept, ...elsewhere];
    const inTheWay = staying.filter((one) => made.some((session) => overlaps(one, session)));
    const overlap = inTheWay.find((one) => one.branchId === branchId) ?? inTheWay[0] ?? null;
    return { ...laid, day, overlap };
  });
}

/** What touches a day. */
function nearTo(
  day: DayKey,
  zone: TimeZone,
  sessions: readonly Stored<Session>[],
): readonly Stored<Session>[] {
  const [startMs, endMs] = [dayStartMs(zone, day), dayEndMs(zone, day)];
  return startMs < endMs ? sessions.filter((session) => overlaps(session, { startMs, endMs })) : [];
}

function writesOf(days: readonly AppliedDay[]): Pick<ApplyingPlan, 'pairs' | 'puts'> {
  const pairs = days.flatMap(({ kept, changed, removed, added }): SessionPair[] => {
    const besides = [...kept, ...changed.map(({ after }) => after), ...added];
    return [
      ...changed.map((one) => ({ ...one, besides })),
      ...removed.map((before) => ({ before, after: null, besides })),
    ];
  });
  const puts = days.flatMap(({ changed, removed, added }): Put<'session'>[] => [
    ...added.map((after) => ({ kind: 'session' as const, after, before: null })),
    ...changed.map((one) => ({ kind: 'session' as const, ...one })),
    ...removed.map((before) => ({
      ...{ kind: 'session' as const, after: { ...before, deleted: true }, before },
    })),
  ]);
  return { pairs, puts: puts as readonly Put[] };
}

/** The days as what is to become of working time. */
export const workOfDays = (days: readonly AppliedDay[]): AskedWork => ({
  changes: days.flatMap(({ changed, removed, added }): WorkChange[] => [
    ...changed,
    ...removed.map((before) => ({ before, after: null })),
    ...added.map((after) => ({ before: null, after })),
  ]),
  makesSeries: false,
});
