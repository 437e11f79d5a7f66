import { generateFreeTimes } from '../../domain/slots/generate-free-times.ts';
import { serviceMinutes } from '../../domain/slots/service-minutes.ts';
import type { Offer } from '../../model/conflict.ts';
import { dayAt, dayEndMs } from '../../time/day.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadFreeTimeFacts } from './load-free-time-facts.ts';
import { loadRecord } from './load-record.ts';

const MINUTE_MS = 60_000;

interface WalkInWish {
  readonly branchId: string;
  readonly doctorId: string;
  readonly serviceId: string;
  readonly emergency: boolean;
  readonly nowMs: number;
}

/**
 * The first time of today at which somebody who is there can go in to a doctor, also one that is kept
 * for those who walk in, or in an emergency for those. One that has begun counts until half of it is
 * over: so the time of somebody who did not come is theirs. Null if there is none.
 */
export async function loadWalkInTime(
  db: ReadDb,
  organisationId: string,
  { branchId, doctorId, serviceId, emergency, nowMs }: WalkInWish,
): Promise<Offer | null> {
  const [branch, service] = await Promise.all([
    loadRecord(db, organisationId, 'branch', branchId),
    loadRecord(db, organisationId, 'service', serviceId),
  ]);
  const zone = branch ? openTimeZone(branch.timeZone) : null;
  const durationMin = service ? serviceMinutes(service, doctorId) : null;
  if (!zone?.ok || durationMin === null) return null;
  const fromMs = nowMs - (durationMin * MINUTE_MS) / 2;
  const untilMs = dayEndMs(zone.value, dayAt(zone.value, nowMs));
  const scope = { branchId, doctorId, serviceId, fromMs, nowMs };
  const facts = await loadFreeTimeFacts(db, organisationId, scope, untilMs);
  const wish = { durationMin, fromMs, limit: 1, nowMs, walkedIn: { emergency } };
  return generateFreeTimes(facts, wish)[0] ?? null;
}
