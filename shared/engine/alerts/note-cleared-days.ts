import { sql } from 'kysely';
import { type ClearedDay, findClearedDays } from '../../domain/alerts/find-cleared-days.ts';
import { generateSessions } from '../../domain/schedule/generate-sessions.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Intent } from '../../model/intent.ts';
import type { Series, Session } from '../../model/session.ts';
import type { TimeOff } from '../../model/time-off.ts';
import type { Actor } from '../../model/user.ts';
import { addDays, dayAt, dayEndMs, dayStartMs } from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import { knownTimeZone, type TimeZone } from '../../time/time-zone.ts';
import { loadRecord, loadRecords } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import { loadAlertRule, putAlert } from './put-alert.ts';

const DAY_MS = 86_400_000;
/** Whoever is away for weeks is one alert for each of the first days. */
const DAYS_MAX = 7;

/** The days that this transaction takes from doctors as a whole, of those that are near. */
export async function noteClearedDays(tx: WriteTx, actor: Actor, intent: Intent): Promise<void> {
  const changed = changesOf(tx);
  const series = tx.puts().some(({ kind, before }) => kind === 'series' && before !== null);
  if (changed.length === 0 && !series) return;
  const rule = await loadAlertRule(tx, tx.book.organisationId, 'day-cleared');
  if (!rule.isOn) return;
  const untilMs = tx.nowMs + rule.from * DAY_MS;
  const followed = series ? await loadFollowed(tx, rule.from) : [];
  const gone = [...changed, ...followed];
  const near = gone.filter(({ startMs, endMs }) => endMs > tx.nowMs && startMs < untilMs);
  for (const [doctorId, ofDoctor] of Map.groupBy(near, (one) => one.doctorId)) {
    const { days, zones } = await loadCleared(tx, doctorId, { gone: ofDoctor, followed });
    const today = (branchId: string): string => dayAt(zones(branchId), tx.nowMs);
    const told = days.filter(
      ({ day, branchId }) => day >= today(branchId) && day < addDays(today(branchId), rule.from),
    );
    const doctor = await loadRecord(tx, tx.book.organisationId, 'doctor', doctorId);
    for (const { day, branchId } of told.slice(0, DAYS_MAX)) {
      await putAlert(tx, {
        ...{ kind: 'day-cleared', branchId, day, subjectId: doctorId },
        ...{ subjectName: doctor?.name ?? '', byName: actor.name, reason: reasonOf(intent) },
        amount: await countLosing(tx, { doctorId, branchId }, dayOf(zones(branchId), day)),
      });
    }
  }
}

const dayOf = (zone: TimeZone, day: string): Interval => ({
  startMs: dayStartMs(zone, day),
  endMs: dayEndMs(zone, day),
});

interface Gone extends Interval {
  readonly doctorId: string;
}

/** Absences that were entered, and sessions that went or do not stand where they stood. */
function changesOf(tx: WriteTx): readonly Gone[] {
  return tx.puts().flatMap(({ kind, before, after }): readonly Gone[] => {
    if (kind === 'timeOff') return before === null ? [after as TimeOff] : [];
    if (kind !== 'session' || before === null) return [];
    const [was, is] = [before as Session, after as Session];
    return !was.deleted && (is.deleted || is.startMs !== was.startMs) ? [was] : [];
  });
}

/**
 * Sessions that followed from series which this transaction changed or ended, of so many days ahead,
 * and do not any more: nobody wrote them, so that none of them was put.
 */
async function loadFollowed(tx: WriteTx, days: number): Promise<readonly Session[]> {
  await tx.flush();
  const { organisationId } = tx.book;
  const followed: Session[] = [];
  for (const { kind, before } of tx.puts()) {
    if (kind !== 'series' || before === null || (before as Series).deleted) continue;
    const series = before as Series;
    const branch = await loadRecord(tx, organisationId, 'branch', series.branchId);
    const zone = knownTimeZone(branch?.timeZone ?? 'UTC');
    const firstDay = dayAt(zone, tx.nowMs);
    const range = { firstDay, lastDay: addDays(firstDay, days) };
    const were = generateSessions(series, zone, range);
    if (were.ok) followed.push(...were.value);
  }
  const ids = followed.map(({ id }) => id);
  const { rows } = await sql<{ id: string }>`
    select id from session where organisation_id = ${organisationId} and id = any (${ids}::uuid[])
      and (not deleted or dot_replica is not null)`.execute(tx.kysely);
  const there = new Set(rows.map(({ id }) => id));
  return followed.filter(({ id }) => !there.has(id));
}

/** Of a day with an absence as it is about to stand, and what was there before. */
async function loadCleared(
  tx: WriteTx,
  doctorId: string,
  { gone, followed }: { readonly gone: readonly Gone[]; readonly followed: readonly Session[] },
) {
  await tx.flush();
  const { organisationId } = tx.book;
  const startMs = Math.min(...gone.map((one) => one.startMs)) - DAY_MS;
  const endMs = Math.max(...gone.map((one) => one.endMs)) + DAY_MS;
  const { rows: left } = await sql<Session>`
    select * from session where organisation_id = ${organisationId} and doctor_id = ${doctorId}
      and not deleted and start_ms < ${endMs} and end_ms > ${startMs}
    order by start_ms limit 2000`.execute(tx.kysely);
  const { rows: absences } = await sql<TimeOff>`
    select * from time_off where organisation_id = ${organisationId} and doctor_id = ${doctorId}
      and not deleted and start_ms < ${endMs} and end_ms > ${startMs}`.execute(tx.kysely);
  const went = tx
    .puts()
    .flatMap(({ kind, before }) => (kind === 'session' && before ? [before as Session] : []))
    .concat(followed)
    .filter((one) => one.doctorId === doctorId && !one.deleted);
  const touched = (one: Session): boolean =>
    gone.some((part) => part.startMs < one.endMs && part.endMs > one.startMs);
  const had = [...left.filter(touched), ...went];
  const ids = [...new Set(had.map(({ branchId }) => branchId))];
  const branches = await loadRecords(tx, organisationId, 'branch', ids);
  const zoneById = new Map(branches.map(({ id, timeZone }) => [id, knownTimeZone(timeZone)]));
  const zones = (branchId: string) => zoneById.get(branchId) ?? knownTimeZone('UTC');
  const days: readonly ClearedDay[] = findClearedDays(had, left, absences, zones);
  return { days, zones };
}

/** How many of the day's visits this transaction called off, and how many have lost their time. */
async function countLosing(
  tx: WriteTx,
  { doctorId, branchId }: { readonly doctorId: string; readonly branchId: string },
  { startMs, endMs }: Interval,
): Promise<number> {
  const cancelled = tx.puts().filter(({ kind, before, after }) => {
    if (kind !== 'appointment' || before === null) return false;
    const [was, is] = [before as Appointment, after as Appointment];
    const isTheirs = was.doctorId === doctorId && was.branchId === branchId;
    const isThen = was.startMs >= startMs && was.startMs < endMs;
    return (
      was.assistsId === null &&
      isTheirs &&
      isThen &&
      was.status !== 'cancelled' &&
      is.status === 'cancelled'
    );
  });
  const { rows } = await sql<{ count: number }>`
    select count(*)::int4 as count from appointment a
    join claim c on c.organisation_id = a.organisation_id and c.id = a.id
    where a.organisation_id = ${tx.book.organisationId} and a.doctor_id = ${doctorId}
      and a.branch_id = ${branchId} and a.start_ms >= ${startMs} and a.start_ms < ${endMs}
      and a.status = 'booked' and a.assists_id is null and c.verdict = 'displaced'`.execute(
    tx.kysely,
  );
  return cancelled.length + (rows[0]?.count ?? 0);
}

function reasonOf({ input }: Intent): string | null {
  if ('reason' in input && typeof input.reason === 'string' && input.reason !== '') {
    return input.reason;
  }
  return 'accepts' in input ? (input.accepts?.reason ?? null) : null;
}
