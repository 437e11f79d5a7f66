import { findClearedDays } from '../../domain/alerts/find-cleared-days.ts';
import type { Interval } from '../../time/interval.ts';
import { overlaps } from '../../time/interval.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadDoctorSessions } from './load-doctor-sessions.ts';
import { loadRecords } from './load-record.ts';

const DAY_MS = 86_400_000;

/** Whether such times would leave nothing of a doctor's working time of a day at some branch. */
export async function takesWholeDay(
  db: ReadDb,
  organisationId: string,
  doctorId: string,
  { times, nowMs }: { readonly times: readonly Interval[]; readonly nowMs: number },
): Promise<boolean> {
  const span = {
    startMs: Math.min(...times.map(({ startMs }) => startMs)) - DAY_MS,
    endMs: Math.max(...times.map(({ endMs }) => endMs)) + DAY_MS,
  };
  const sessions = await loadDoctorSessions(db, organisationId, doctorId, { span, nowMs });
  const touched = sessions.filter((one) => times.some((time) => overlaps(one, time)));
  const ids = [...new Set(touched.map(({ branchId }) => branchId))];
  const branches = await loadRecords(db, organisationId, 'branch', ids);
  const zoneById = new Map(branches.map(({ id, timeZone }) => [id, knownTimeZone(timeZone)]));
  const zoneOf = (branchId: string) => zoneById.get(branchId) ?? knownTimeZone('UTC');
  const known = (all: typeof sessions) => all.filter(({ branchId }) => zoneById.has(branchId));
  return findClearedDays(known(touched), known(sessions), times, zoneOf).length > 0;
}
