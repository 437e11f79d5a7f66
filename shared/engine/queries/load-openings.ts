import { generateFreeTimes } from '../../domain/slots/generate-free-times.ts';
import { serviceMinutes } from '../../domain/slots/service-minutes.ts';
import { partOfWall, weekdayOfWall } from '../../domain/suggestions/learn-habits.ts';
import { gatherOpenings, type OpenTime } from '../../domain/waitlist/gather-openings.ts';
import { offerState } from '../../domain/waitlist/wish-state.ts';
import { OFFERED_DAYS } from '../../model/choices.ts';
import type { Openings } from '../../model/openings.ts';
import type { Service } from '../../model/service.ts';
import { dayAt } from '../../time/day.ts';
import { instantToWall } from '../../time/local-time.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadFreeTimeFacts } from './load-free-time-facts.ts';
import { loadOfferSettings } from './load-offer-settings.ts';
import { loadRecords } from './load-record.ts';
import { type KnownWish, loadWishes } from './load-wishes.ts';
import { loadZones } from './load-zones.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * The free times that people on a branch's waitlist want, whatever freed them, by doctor and day,
 * each with whose turn it is. Found by looking: nothing is kept that could be out of date.
 */
export async function loadOpenings(
  db: ReadDb,
  organisationId: string,
  branchId: string,
  nowMs: number,
): Promise<Openings> {
  const zoneOf = await loadZones(db, organisationId);
  const wishes = await loadWishes(
    db,
    organisationId,
    { branchId, wishId: null },
    { nowMs, zoneOf },
  );
  const waiting = wishes.filter(
    ({ standing, offer }) =>
      standing === 'waiting' && (offer === null || offerState(offer, nowMs) !== 'open'),
  );
  if (waiting.length === 0) return { openings: [], more: 0 };
  const { offerNoticeMin } = await loadOfferSettings(db, organisationId, branchId);
  const fromMs = nowMs + offerNoticeMin * MINUTE_MS;
  const services = await loadRecords(db, organisationId, 'service', [
    ...new Set(waiting.map(({ serviceId }) => serviceId)),
  ]);
  const groups = Map.groupBy(waiting, (wish) => `${wish.serviceId} ${lengthOf(wish) ?? ''}`);
  const open: { wishes: readonly KnownWish[]; times: readonly OpenTime[] }[] = [];
  for (const group of groups.values()) {
    const [{ serviceId } = { serviceId: '' }] = group;
    const service = services.find(({ id }) => id === serviceId);
    if (!service) continue;
    const length = group[0] ? lengthOf(group[0]) : null;
    const wish = { branchId: null, doctorId: null, serviceId, fromMs, nowMs };
    const facts = await loadFreeTimeFacts(db, organisationId, wish, nowMs + OFFERED_DAYS * DAY_MS);
    open.push({
      wishes: group,
      times: openTimes(facts, service, { length, fromMs, nowMs, zoneOf }),
    });
  }
  return gatherOpenings(open, nowMs);
}

/** As long as the visit that they have already; null for as long as the service takes. */
const lengthOf = ({ visitStartMs, visitEndMs }: KnownWish): number | null =>
  visitStartMs === null || visitEndMs === null
    ? null
    : Math.max(5, Math.round((visitEndMs - visitStartMs) / MINUTE_MS));

interface Looking {
  readonly length: number | null;
  readonly fromMs: number;
  readonly nowMs: number;
  readonly zoneOf: (branchId: string) => TimeZone;
}

function openTimes(
  facts: Awaited<ReturnType<typeof loadFreeTimeFacts>>,
  service: Service,
  { length, fromMs, nowMs, zoneOf }: Looking,
): readonly OpenTime[] {
  const byMinutes = Map.groupBy(facts.sessions, ({ doctorId }) => {
    const usual = serviceMinutes(service, doctorId);
    return usual === null ? null : (length ?? usual);
  });
  return [...byMinutes]
    .flatMap(([durationMin, sessions]) =>
      durationMin === null
        ? []
        : generateFreeTimes(
            { ...facts, sessions },
            { durationMin, fromMs, limit: Number.POSITIVE_INFINITY, nowMs },
          ),
    )
    .map((time) => {
      const zone = zoneOf(time.branchId);
      const wall = instantToWall(zone, time.startMs);
      const placed = { weekday: weekdayOfWall(wall), part: partOfWall(wall) };
      return { ...time, ...placed, day: dayAt(zone, time.startMs) };
    })
    .toSorted((a, b) => a.startMs - b.startMs);
}
