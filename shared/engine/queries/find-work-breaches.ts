import { sql } from 'kysely';
import { summariseBreaches } from '../../domain/working-time/decide-work.ts';
import {
  type Engaged,
  findAgreementBreaches,
  toBreach,
} from '../../domain/working-time/find-agreement-breaches.ts';
import { asksForRoom } from '../../domain/working-time/find-room-breaches.ts';
import { findTravelBreaches } from '../../domain/working-time/find-travel-breaches.ts';
import {
  asksForTime,
  type WorkChange,
  type WorkTime,
  type ZoneOf,
} from '../../domain/working-time/work-time.ts';
import type { WorkBreach, WorkBreaches } from '../../model/work-breach.ts';
import { dayAt } from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import type { ReadDb } from '../store/handles.ts';
import { findRoomClashes } from './find-room-clashes.ts';
import { loadDoctorSessions } from './load-doctor-sessions.ts';
import { loadEngaged } from './load-engaged.ts';
import { loadHeardBranches } from './load-heard-branches.ts';
import { loadNearWork } from './load-near-work.ts';
import { loadTravelMinutes } from './load-travel-minutes.ts';
import { loadZoneOf } from './load-zone-of.ts';

const DAY_MS = 86_400_000;
/** A week around whatever is asked for, and a day for zones that are far from each other. */
const AROUND_MS = 8 * DAY_MS;

/** What is to become of working time. */
export interface AskedWork {
  readonly changes: readonly WorkChange[];
  /** Whether any of it would be a series that is not there yet, so that it comes again. */
  readonly makesSeries: boolean;
}

/**
 * What of working time that is asked for goes against what was agreed with its doctors, as far as
 * this replica knows what they do elsewhere; null if nothing does.
 */
export async function findWorkBreaches(
  db: ReadDb,
  organisationId: string,
  { changes, makesSeries }: AskedWork,
  nowMs: number,
): Promise<WorkBreaches | null> {
  const asking = changes.filter(asksForTime);
  const doctorIds = [...new Set(asking.flatMap(({ after }) => after?.doctorId ?? []))];
  const inRooms = changes.some(({ before, after }) => asksForRoom(before, after));
  if (doctorIds.length === 0 && !inRooms) return null;
  const zoneOf = await loadZoneOf(db, organisationId);
  const breaches = [
    ...(await findTravel(db, organisationId, { asking, changes, zoneOf })),
    ...(await findRoomClashes(db, organisationId, changes, zoneOf)),
  ];
  const engaged = await loadEngaged(db, organisationId, doctorIds);
  for (const one of engaged) {
    const { id } = one.doctor;
    const asked = asking.flatMap(({ after }) => (after?.doctorId === id ? after : []));
    const [first] = asked;
    if (first && makesSeries && one.doctor.kind === 'locum') {
      const day = dayAt(zoneOf(first.branchId), first.startMs);
      breaches.push(toBreach('locum-series', first, { day }));
    }
    breaches.push(...(await findOf(db, organisationId, one, { asked, changes, zoneOf, nowMs })));
  }
  if (breaches.length === 0) return null;
  const concerned = [...new Set(breaches.map(({ doctorId }) => doctorId))];
  return summariseBreaches(breaches, await loadHeardBranches(db, organisationId, concerned));
}

/** What a doctor would come too late to, or from, at another branch. */
async function findTravel(
  db: ReadDb,
  organisationId: string,
  around: {
    readonly asking: readonly WorkChange[];
    readonly changes: readonly WorkChange[];
    readonly zoneOf: ZoneOf;
  },
): Promise<readonly WorkBreach[]> {
  const { changes, zoneOf } = around;
  const asked = around.asking.flatMap(({ after }) => after ?? []);
  const made = changes.flatMap(({ after }) => after ?? []);
  const changed = changes.flatMap(({ before }) => before?.id ?? []);
  const exceptIds = [...changed, ...made.map(({ id }) => id)];
  const near = await loadNearWork(db, organisationId, asked, exceptIds);
  const isAlone = new Set(made.map(({ branchId }) => branchId)).size < 2;
  if (near.length === 0 && isAlone) return [];
  const minutesOf = await loadTravelMinutes(db, organisationId);
  return findTravelBreaches(asked, [...near, ...made], minutesOf, zoneOf);
}

async function findOf(
  db: ReadDb,
  organisationId: string,
  engaged: Engaged,
  around: {
    readonly asked: readonly WorkTime[];
    readonly changes: readonly WorkChange[];
    readonly zoneOf: ZoneOf;
    readonly nowMs: number;
  },
): Promise<readonly WorkBreach[]> {
  const { asked, changes, zoneOf, nowMs } = around;
  const { id } = engaged.doctor;
  const span = spanOf(asked);
  if (span === null) return [];
  const sessions = await loadDoctorSessions(db, organisationId, id, { span, nowMs });
  const taken = await loadTakenElsewhere(db, organisationId, id, span);
  const changed = new Set(changes.flatMap(({ before }) => before?.id ?? []));
  const made = changes.flatMap(({ after }) => (after?.doctorId === id ? after : []));
  const madeIds = new Set(made.map((one) => one.id));
  const staying = sessions.filter((one) => !changed.has(one.id) && !madeIds.has(one.id));
  return findAgreementBreaches(engaged, {
    ...{ zoneOf, asked },
    before: [...sessions, ...taken],
    after: [...staying, ...made, ...taken],
  });
}

function spanOf(asked: readonly Interval[]): Interval | null {
  const [first] = asked;
  if (!first) return null;
  const startMs = asked.reduce((ms, one) => Math.min(ms, one.startMs), first.startMs);
  const endMs = asked.reduce((ms, one) => Math.max(ms, one.endMs), first.endMs);
  return { startMs: startMs - AROUND_MS, endMs: endMs + AROUND_MS };
}

/** Time that is booked at branches whose sessions are not known here, or outside of them. */
async function loadTakenElsewhere(
  db: ReadDb,
  organisationId: string,
  doctorId: string,
  { startMs, endMs }: Interval,
): Promise<readonly WorkTime[]> {
  const { rows } = await sql<WorkTime>`
    select c.id, c.branch_id, c.doctor_id, c.start_ms, c.end_ms
    from claim c join book on book.organisation_id = c.organisation_id
    where c.organisation_id = ${organisationId} and c.doctor_id = ${doctorId}
      and c.start_ms >= ${startMs} and c.start_ms < ${endMs}
      and c.verdict <> 'displaced' and c.branch_id is distinct from book.branch_id`.execute(
    db.kysely,
  );
  return rows;
}
