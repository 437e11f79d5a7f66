import { choosePlans, findPlans } from '../../domain/courses/find-plans.ts';
import type { FoundPlan, PlanWish } from '../../model/course.ts';
import { dayAt, dayStartMs } from '../../time/day.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';
import { freeTimesOf } from './free-times-of.ts';
import { loadRecord } from './load-record.ts';
import { loadZones } from './load-zones.ts';
import { type Booker, type ForService, loadBooker, whyNotBooked } from './why-not-booked.ts';

const DAY_MS = 86_400_000;
/** Days that are read at once, and how many are looked at; most plans are found in the first weeks. */
const STRETCH_DAYS = 7;
const STRETCHES = 8;
const PLANS_MAX = 6;
/** Plans of a day that are looked at as if they were booked. */
const TRIES_OF_DAY = 8;

/**
 * Days on which all of several services can be had one after the other, with the gaps that were
 * said: the earliest first, each as it could be booked without a word. Read a week at a time, so that
 * no booking waits for all of it.
 */
export async function planVisits(
  store: Store,
  organisationId: string,
  wish: PlanWish,
  asking: Pick<Booker, 'actor' | 'nowMs'>,
): Promise<readonly FoundPlan[]> {
  const found: FoundPlan[] = [];
  const firstMs = await store.read(async (db) => {
    const zone = (await loadZones(db, organisationId))(wish.branchId);
    const fromMs = Math.max(wish.fromMs, asking.nowMs);
    return dayStartMs(zone, dayAt(zone, fromMs));
  });
  for (let i = 0; i < STRETCHES && found.length < PLANS_MAX; i += 1) {
    const startMs = firstMs + i * STRETCH_DAYS * DAY_MS;
    const span = {
      startMs: Math.max(startMs, wish.fromMs),
      endMs: startMs + STRETCH_DAYS * DAY_MS,
    };
    const limit = PLANS_MAX - found.length;
    const more = await store.read((db) =>
      planStretch(db, organisationId, wish, { ...asking, ...span, limit }),
    );
    found.push(...more);
  }
  return found;
}

interface Stretch extends Pick<Booker, 'actor' | 'nowMs'> {
  readonly startMs: number;
  readonly endMs: number;
  readonly limit: number;
}

async function planStretch(
  db: ReadDb,
  organisationId: string,
  wish: PlanWish,
  { startMs, endMs, limit, ...asking }: Stretch,
): Promise<readonly FoundPlan[]> {
  const { holdId = null } = wish;
  const booker = await loadBooker(db, organisationId, { ...wish, holdId }, asking);
  if (!booker) return [];
  const parts: (PlanWish['parts'][number] & { readonly times: readonly ForService[] })[] = [];
  for (const part of wish.parts) {
    const { serviceId, doctorId } = part;
    const service = await loadRecord(db, organisationId, 'service', serviceId);
    if (!service) return [];
    const wanted = { branchId: wish.branchId, doctorId, service, startMs, endMs, holdId };
    const times = await freeTimesOf(db, organisationId, { ...wanted, nowMs: asking.nowMs });
    parts.push({ ...part, times: times.map((time) => ({ ...time, serviceId })) });
  }
  const zone = (await loadZones(db, organisationId))(wish.branchId);
  const bounds = { limit, triesOfDay: TRIES_OF_DAY };
  return choosePlans(findPlans(parts, zone), zone, bounds, (plan) => stands(db, booker, plan));
}

/** Whether each visit could be booked after those before it. */
async function stands(db: ReadDb, booker: Booker, plan: readonly ForService[]): Promise<boolean> {
  for (const [i, visit] of plan.entries()) {
    if ((await whyNotBooked(db, booker, visit, plan.slice(0, i))) !== null) return false;
  }
  return true;
}
