import { canBeAccepted } from '../../domain/courses/gather-refusals.ts';
import { DAYS_AROUND, isInWindow, nearestFirst } from '../../domain/courses/nearest-first.ts';
import { repeatDays } from '../../domain/courses/repeat-days.ts';
import { serviceMinutes } from '../../domain/slots/service-minutes.ts';
import type { CourseTime, PlannedVisit, RepeatWish } from '../../model/course.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Service } from '../../model/service.ts';
import { dayAt, instantOfDay, minuteOfDay } from '../../time/day.ts';
import { instantToWall } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';
import { freeTimesOf } from './free-times-of.ts';
import { loadRecord } from './load-record.ts';
import { loadSharers } from './load-sharers.ts';
import { loadZones } from './load-zones.ts';
import { type Booker, loadBooker, whyNotBooked } from './why-not-booked.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Others that are named for a visit, and free times that are looked at to find them. */
const OTHERS_MAX = 3;
const LOOKED_AT_MAX = 16;

interface Known extends Booker {
  readonly wish: RepeatWish;
  readonly service: Service;
  readonly zone: TimeZone;
}

/**
 * The visits of somebody who comes again: of each the wanted time, what is there instead, or why
 * nothing is. Nothing is held, and what is shown is looked at again when it is booked. Each day is
 * read by itself, so that no booking waits for a year of them.
 */
export async function planRepeat(
  store: Store,
  organisationId: string,
  wish: RepeatWish,
  asking: Pick<Booker, 'actor' | 'nowMs'>,
): Promise<readonly PlannedVisit[]> {
  const known = await store.read((db) => loadKnown(db, organisationId, wish, asking));
  if (known === null) return [];
  const { zone } = known;
  const minute = minuteOfDay(instantToWall(zone, wish.startMs));
  const planned: PlannedVisit[] = [];
  for (const day of repeatDays(dayAt(zone, wish.startMs), wish.repetition)) {
    const startMs = instantOfDay(zone, day, minute);
    const taken = planned.flatMap(({ found }) => found ?? []);
    planned.push(await store.read((db) => planOne(db, known, startMs, taken)));
  }
  return planned;
}

async function loadKnown(
  db: ReadDb,
  organisationId: string,
  wish: RepeatWish,
  asking: Pick<Booker, 'actor' | 'nowMs'>,
): Promise<Known | null> {
  const service = await loadRecord(db, organisationId, 'service', wish.serviceId);
  const booker = await loadBooker(db, organisationId, wish, asking);
  if (!service || !booker) return null;
  const zoneOf = await loadZones(db, organisationId);
  return { ...booker, wish, service, zone: zoneOf(wish.branchId) };
}

async function planOne(
  db: ReadDb,
  known: Known,
  startMs: number,
  taken: readonly CourseTime[],
): Promise<PlannedVisit> {
  const { branchId, doctorId, window } = known.wish;
  const endMs =
    startMs + (serviceMinutes(known.service, doctorId) ?? known.service.durationMin) * MINUTE_MS;
  const wanted = { branchId, doctorId, startMs, endMs };
  const why = await whyNot(db, known, wanted, taken);
  if (why === null) return { wanted, found: wanted, why, others: [] };
  for (const sharer of known.wish.withEither
    ? await loadSharers(db, known.organisationId, wanted)
    : []) {
    const theirs = { ...wanted, doctorId: sharer };
    if (serviceMinutes(known.service, sharer) === null) continue;
    if ((await whyNot(db, known, theirs, taken)) !== null) continue;
    return { wanted: theirs, found: theirs, why: null, others: [] };
  }
  const near = await findNear(db, known, wanted, taken);
  const first = near.find((time) => isInWindow(time, wanted, window, known.zone));
  // What a word of the person is enough for, is taken where nothing else is to be had.
  const asked = canBeAccepted(why, known.actor.role) ? wanted : null;
  const others = near.filter((time) => time !== first).slice(0, OTHERS_MAX);
  return { wanted, found: first ?? asked, why, others };
}

function whyNot(
  db: ReadDb,
  known: Known,
  time: CourseTime,
  taken: readonly CourseTime[],
): Promise<Refusal | null> {
  const { serviceId } = known.wish;
  const others = taken.map((one) => ({ ...one, serviceId }));
  return whyNotBooked(db, known, { ...time, serviceId }, others);
}

/** Times of the days around that could be booked without a word, the nearest first. */
async function findNear(
  db: ReadDb,
  known: Known,
  wanted: CourseTime,
  taken: readonly CourseTime[],
): Promise<readonly CourseTime[]> {
  const { wish, service, nowMs, zone, organisationId } = known;
  const free = await freeTimesOf(db, organisationId, {
    ...{ branchId: wish.branchId, doctorId: wish.anyDoctor ? null : wish.doctorId },
    ...{ service, nowMs, startMs: wanted.startMs - DAYS_AROUND * DAY_MS },
    endMs: wanted.startMs + (DAYS_AROUND + 1) * DAY_MS,
  });
  const near: CourseTime[] = [];
  for (const time of nearestFirst(free, wanted, zone).slice(0, LOOKED_AT_MAX)) {
    if (near.length > OTHERS_MAX) break;
    if ((await whyNot(db, known, time, taken)) === null) near.push(time);
  }
  return near;
}
