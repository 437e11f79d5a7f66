import { sql } from 'kysely';
import { present } from '../../core/assert.ts';
import type { OpenSlot } from '../../domain/export/smart-links.ts';
import {
  type FreeTimeFacts,
  generateFreeTimes,
  widened,
} from '../../domain/slots/generate-free-times.ts';
import { generateOpenSlots } from '../../domain/slots/generate-open-slots.ts';
import { BUFFER_MAX_MIN } from '../../model/choices.ts';
import { UNSEATED } from '../../model/claim.ts';
import type { Offer } from '../../model/conflict.ts';
import { dayEndMs, dayStartMs } from '../../time/day.ts';
import { type Interval, overlaps } from '../../time/interval.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';

const DAY_MS = 86_400_000;
const BUFFER_MAX_MS = BUFFER_MAX_MIN * 60_000;
/** How far ahead free times are looked for. */
const LOOK_AHEAD_DAYS = 90;
/** Two weeks hold the answer nearly always; only a full book makes the search go further. */
const NEARLY_ALWAYS_DAYS = 14;

export interface FreeTimeWish {
  readonly branchId: string | null;
  readonly doctorId: string | null;
  readonly durationMin: number;
  /** What for: it may want time free around it. Null if that is not known. */
  readonly serviceId: string | null;
  readonly fromMs: number;
  readonly limit: number;
  /** Until when what is kept for emergencies has become anybody's. */
  readonly nowMs: number;
}

/** The earliest free times that fit the wish, over the next 90 days. */
export async function loadFreeTimes(
  db: ReadDb,
  organisationId: string,
  wish: FreeTimeWish,
): Promise<readonly Offer[]> {
  for (const days of [NEARLY_ALWAYS_DAYS, LOOK_AHEAD_DAYS]) {
    const facts = await loadFreeTimeFacts(db, organisationId, wish, wish.fromMs + days * DAY_MS);
    const times = generateFreeTimes(facts, wish);
    if (times.length >= wish.limit || days === LOOK_AHEAD_DAYS) return times;
  }
  return [];
}

/** What is loaded at once where many wishes are near each other. */
const STRETCH_DAYS = 28;

/**
 * The same for many wishes while nothing is written that matters to them: what one doctor has in a
 * month is loaded once.
 */
export function createFreeTimes(
  db: ReadDb,
  organisationId: string,
): (wish: FreeTimeWish) => Promise<readonly Offer[]> {
  const loaded = new Map<string, Promise<FreeTimeFacts>>();
  return async (wish) => {
    const stretch = Math.floor(wish.fromMs / (STRETCH_DAYS * DAY_MS));
    const fromMs = stretch * STRETCH_DAYS * DAY_MS;
    const untilMs = fromMs + (STRETCH_DAYS + NEARLY_ALWAYS_DAYS) * DAY_MS;
    const key = [wish.doctorId, wish.branchId, wish.serviceId, stretch].join();
    const facts =
      loaded.get(key) ?? loadFreeTimeFacts(db, organisationId, { ...wish, fromMs }, untilMs);
    loaded.set(key, facts);
    const endMs = wish.fromMs + NEARLY_ALWAYS_DAYS * DAY_MS;
    const times = generateFreeTimes(within(await facts, { startMs: wish.fromMs, endMs }), wish);
    return times.length >= wish.limit ? times : loadFreeTimes(db, organisationId, wish);
  };
}

/** Every time that can be booked, each as long as the slots of its session, in the order of time. */
export async function loadOpenSlots(
  db: ReadDb,
  organisationId: string,
  { branchId, doctorId, startMs, endMs, limit, nowMs }: OpenSlotScope,
): Promise<readonly OpenSlot[]> {
  const wish = { branchId, doctorId, fromMs: startMs, serviceId: null, nowMs };
  const facts = await loadFreeTimeFacts(db, organisationId, wish, endMs);
  return generateOpenSlots(within(facts, { startMs, endMs }), { startMs, endMs }, { limit, nowMs });
}

interface OpenSlotScope extends Interval {
  readonly branchId: string;
  readonly doctorId: string | null;
  readonly limit: number;
  /** Until when what is kept for emergencies has become anybody's. */
  readonly nowMs: number;
}

const within = (facts: FreeTimeFacts, window: Interval): FreeTimeFacts => ({
  sessions: facts.sessions.filter((one) => overlaps(one, window)),
  around: facts.around,
  claims: facts.claims.filter((one) => overlaps(one, widened(window))),
  blocked: facts.blocked.filter((one) => overlaps(one, window)),
  tags: facts.tags,
  taggedSlots: facts.taggedSlots,
});

/**
 * What decides whether times from `wish.fromMs` until `untilMs` are free.
 * Displaced claims count as taken here: their time may come back, and whoever is offered a time
 * should not lose it to that. It does not for those whose session went. Nor is a time offered in a session that central refused, or will,
 * because the doctor is due elsewhere then.
 */
export async function loadFreeTimeFacts(
  db: ReadDb,
  organisationId: string,
  wish: Omit<FreeTimeWish, 'durationMin' | 'limit'>,
  untilMs: number,
): Promise<FreeTimeFacts> {
  const window = sql`start_ms < ${untilMs} and end_ms > ${wish.fromMs}`;
  const near = sql`start_ms < ${untilMs + BUFFER_MAX_MS} and end_ms > ${wish.fromMs - BUFFER_MAX_MS}`;
  const mine = sql`organisation_id = ${organisationId}
    and (${wish.doctorId}::uuid is null or doctor_id = ${wish.doctorId}::uuid)`;
  const { rows } = await sql<{ facts: FreeTimeFacts }>`select json_build_object(
    'sessions', (select coalesce(json_agg(json_build_object('id', id, 'branchId', branch_id,
        'doctorId', doctor_id, 'startMs', start_ms, 'endMs', end_ms, 'slotMin', slot_min,
        'capacity', capacity, 'tags', tags, 'breaks', breaks)), '[]')
      from session where ${mine} and ${window} and not deleted
        and (${wish.branchId}::uuid is null or branch_id = ${wish.branchId}::uuid)
        and (confirmed or not exists (select 1 from session due
          where due.organisation_id = session.organisation_id
            and due.doctor_id = session.doctor_id and due.during && session.during
            and due.confirmed and not due.deleted))),
    'tags', (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'names', names,
        'effect', effect, 'releaseMin', release_min, 'active', active)), '[]')
      from tag where organisation_id = ${organisationId} and active and effect <> 'none'
        and not deleted),
    'taggedSlots', (select coalesce(json_agg(json_build_object('doctorId', doctor_id,
        'startMs', start_ms, 'endMs', end_ms, 'tags', tags)), '[]')
      from slot where ${mine} and ${window} and dot_replica is not null and tags <> '{}'
        and not deleted),
    'around', (select json_build_object('beforeMin', before_min, 'afterMin', after_min)
      from service where organisation_id = ${organisationId} and id = ${wish.serviceId}::uuid),
    'claims', (select coalesce(json_agg(json_build_object('doctorId', doctor_id,
        'startMs', start_ms, 'endMs', end_ms, 'beforeMin', coalesce(before_min, 0),
        'afterMin', coalesce(after_min, 0))), '[]')
      from (select claim.id, doctor_id, start_ms, end_ms from claim
          where ${mine} and ${near} and rank <> ${UNSEATED}
        union all
        select null, doctor_id, start_ms, end_ms from hold
          where ${mine} and ${near} and expires_at_ms > ${wish.nowMs}) as taken
      left join (select a.id, s.before_min, s.after_min from appointment a
          join service s on s.organisation_id = a.organisation_id and s.id = a.service_id
            and (s.before_min > 0 or s.after_min > 0)
          where a.organisation_id = ${organisationId}) as visit on visit.id = taken.id),
    'blocked', (select coalesce(json_agg(json_build_object('doctorId', doctor_id,
        'branchId', null, 'startMs', start_ms, 'endMs', end_ms)), '[]')
      from (select doctor_id, start_ms, end_ms from time_off
          where ${mine} and ${window} and not deleted
        union all
        select doctor_id, start_ms, end_ms from slot
          where ${mine} and ${window} and dot_replica is not null and status = 'blocked'
            and not deleted) as away)
    ) as facts`.execute(db.kysely);
  const facts = present(rows[0], 'A select without from gives one row.').facts;
  return { ...facts, blocked: [...facts.blocked, ...(await closedDays(db, organisationId))] };
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
