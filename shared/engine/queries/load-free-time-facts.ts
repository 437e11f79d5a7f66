import type { FreeTimeFacts } from '../../domain/slots/generate-free-times.ts';
import { BUFFER_MAX_MIN } from '../../model/choices.ts';
import { SESSION_MAX_MS } from '../../model/session.ts';
import { dayEndMs, dayStartMs } from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadBufferedServices } from './load-buffered-services.ts';
import { loadTaken } from './load-taken.ts';

const BUFFER_MAX_MS = BUFFER_MAX_MIN * 60_000;

const MINE = 'organisation_id = $1 and ($2::uuid is null or doctor_id = $2::uuid)';
const SPAN = 'start_ms < $4 and end_ms > $3';

const FIND_SESSIONS = `select id, branch_id as "branchId", doctor_id as "doctorId",
    start_ms as "startMs", end_ms as "endMs", slot_min as "slotMin", capacity, tags, breaks,
    service_ids as "serviceIds"
  from session where ${MINE} and ${SPAN} and start_ms > $3::int8 - ${SESSION_MAX_MS}
    and not deleted and ($5::uuid is null or branch_id = $5::uuid)
    and (confirmed or not exists (select 1 from session due
      where due.organisation_id = session.organisation_id
        and due.doctor_id = session.doctor_id and due.during && session.during
        and due.confirmed and not due.deleted))
  order by start_ms, id`;

const FIND_TAGS = `select id, name, names, effect, release_min as "releaseMin", active
  from tag where organisation_id = $1 and active and effect <> 'none' and not deleted`;

/** Those with marks of their own, and those that are not to be booked. */
const FIND_SLOTS = `select doctor_id as "doctorId", start_ms as "startMs", end_ms as "endMs", tags,
    status = 'blocked' as "isBlocked"
  from slot where ${MINE} and ${SPAN} and dot_replica is not null and not deleted
    and (tags <> '{}' or status = 'blocked')`;

const FIND_AROUND = `select before_min as "beforeMin", after_min as "afterMin"
  from service where organisation_id = $1 and id = $2::uuid`;

const FIND_AWAY = `select doctor_id as "doctorId", start_ms as "startMs", end_ms as "endMs"
  from time_off where ${MINE} and ${SPAN} and not deleted`;

type Slot = FreeTimeFacts['taggedSlots'][number] & { readonly isBlocked: boolean };
type OfDoctor = Interval & { readonly doctorId: string };

/** Whose free time is looked for. */
export interface FreeTimeScope {
  readonly branchId: string | null;
  readonly doctorId: string | null;
  /** What for: it may want time free around it. Null if that is not known. */
  readonly serviceId: string | null;
  readonly fromMs: number;
  /** Until when what is kept for emergencies has become anybody's. */
  readonly nowMs: number;
  /** Of the time that is held for whoever asks. */
  readonly holdId?: string | null | undefined;
}

/**
 * What decides whether times from `wish.fromMs` until `untilMs` are free.
 * Displaced claims count as taken here: their time may come back, and whoever is offered a time
 * should not lose it to that. It does not for those whose session went. Nor is a time offered in a session that central refused, or will,
 * because the doctor is due elsewhere then.
 */
export async function loadFreeTimeFacts(
  db: ReadDb,
  organisationId: string,
  { branchId, doctorId, serviceId, fromMs, nowMs, holdId = null }: FreeTimeScope,
  untilMs: number,
): Promise<FreeTimeFacts> {
  const scope = [organisationId, doctorId, fromMs, untilMs];
  const ask = async <T>(text: string, values: readonly unknown[]): Promise<readonly T[]> =>
    (await db.session.query(text, values)).rows as readonly T[];
  const [buffered, sessions, tags, slots, [around = null], timesOff, closed] = await Promise.all([
    loadBufferedServices(db, organisationId),
    ask<FreeTimeFacts['sessions'][number]>(FIND_SESSIONS, [...scope, branchId]),
    ask<FreeTimeFacts['tags'][number]>(FIND_TAGS, [organisationId]),
    ask<Slot>(FIND_SLOTS, scope),
    ask<FreeTimeFacts['around']>(FIND_AROUND, [organisationId, serviceId]),
    ask<OfDoctor>(FIND_AWAY, scope),
    closedDays(db, organisationId),
  ]);
  const near = { startMs: fromMs - BUFFER_MAX_MS, endMs: untilMs + BUFFER_MAX_MS };
  const claims = await loadTaken(db, organisationId, doctorId, near, { buffered, nowMs, holdId });
  const away = [...timesOff, ...slots.filter(({ isBlocked }) => isBlocked)];
  return {
    ...{ sessions, claims, around, tags, serviceId },
    taggedSlots: slots.filter((slot) => slot.tags.length > 0),
    blocked: [
      ...away.map(({ startMs, endMs, ...of }) => ({
        doctorId: of.doctorId,
        branchId: null,
        startMs,
        endMs,
      })),
      ...closed,
    ],
  };
}

/** Closed days as the span between their midnights in the branch's zone. */
async function closedDays(db: ReadDb, organisationId: string): Promise<FreeTimeFacts['blocked']> {
  const rows = await db.kysely
    .selectFrom('closure')
    .innerJoin('branch', (join) =>
      join
        .onRef('branch.organisationId', '=', 'closure.organisationId')
        .onRef('branch.id', '=', 'closure.branchId'),
    )
    .select(['closure.branchId', 'closure.day', 'branch.timeZone'])
    .where('closure.organisationId', '=', organisationId)
    .where('closure.deleted', '=', false)
    .execute();
  return rows.flatMap(({ branchId, day, timeZone }) => {
    const zone = openTimeZone(timeZone);
    if (!zone.ok) return [];
    const startMs = dayStartMs(zone.value, day);
    return [{ branchId, doctorId: null, startMs, endMs: dayEndMs(zone.value, day) }];
  });
}
