import { busyUntilMs, doctorDelayMs } from '../../domain/queue/doctor-delay.ts';
import {
  estimateWaits,
  type WaitingFor,
  type WaitingLine,
  type WaitingSession,
} from '../../domain/queue/estimate-waits.ts';
import { byTurn, queueState } from '../../domain/queue/queue-state.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { QueueEntry } from '../../model/queue-entry.ts';
import { dayAt, dayEndMs, dayStartMs } from '../../time/day.ts';
import type { Interval } from '../../time/interval.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import type { QueueOutlook } from '../../wire/desk/waiting-room.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadRecord } from './load-record.ts';

/** More than a branch sees in a day. */
const ROWS_MAX = 5000;

const LINE = [
  ...(['id', 'doctorId', 'serviceId', 'priority', 'placeMs', 'state', 'appointmentId'] as const),
  ...(['letter', 'number', 'room', 'atMs'] as const),
] as const;
type Line = Pick<QueueEntry, (typeof LINE)[number]>;
type Visit = Pick<
  Appointment,
  'id' | 'doctorId' | 'startMs' | 'endMs' | 'status' | 'steps' | 'supersededBy'
>;
interface OfDoctor extends WaitingSession {
  readonly doctorId: string;
}

/** A branch's queue as it is now, and how it goes on. Nothing in it says who the patients are. */
interface QueueNow {
  /** Who waits or was called, in their turn. */
  readonly lines: readonly Line[];
  readonly outlook: QueueOutlook;
}

/** How a branch's queue of today goes on; null for a branch that is not in the book. */
export const loadQueueOutlook = async (
  db: ReadDb,
  organisationId: string,
  wish: { readonly branchId: string; readonly nowMs: number },
): Promise<QueueOutlook | null> => (await loadQueueNow(db, organisationId, wish))?.outlook ?? null;

/** The queue of today and how it goes on; null for a branch that is not in the book. */
export async function loadQueueNow(
  db: ReadDb,
  organisationId: string,
  { branchId, nowMs }: { readonly branchId: string; readonly nowMs: number },
): Promise<QueueNow | null> {
  const branch = await loadRecord(db, organisationId, 'branch', branchId);
  const zone = branch ? openTimeZone(branch.timeZone) : null;
  if (!zone?.ok) return null;
  const day = dayAt(zone.value, nowMs);
  const today = { startMs: dayStartMs(zone.value, day), endMs: dayEndMs(zone.value, day) };
  const at = { organisationId, branchId };
  const [entries, visits, sessions, services] = await Promise.all([
    loadLines(db, at, day),
    loadVisits(db, at, today),
    loadSessions(db, at, today),
    loadServices(db, organisationId),
  ]);
  const visitById = new Map(visits.map((visit) => [visit.id, visit]));
  const lines = entries
    .map((entry) => {
      const visit = visitById.get(entry.appointmentId ?? '');
      return { ...entry, state: queueState(entry.state, visit?.status ?? null) };
    })
    .filter(({ state }) => state === 'waiting' || state === 'called')
    .toSorted(byTurn);
  const doctors = doctorsOf(sessions, visits, nowMs);
  const waiting = lines.flatMap((line) => toLine(line, visitById, services));
  const starts = estimateWaits(
    waiting,
    doctors.map((one) => one.waiting),
  );
  const outlook = {
    day,
    starts: [...starts].map(([entryId, startMs]) => ({ entryId, startMs })),
    delays: doctors.map((one) => ({ doctorId: one.waiting.doctorId, delayMs: one.delayMs })),
  };
  return { lines, outlook };
}

function toLine(
  { id, doctorId, serviceId, appointmentId }: Line,
  visits: ReadonlyMap<string, Visit>,
  services: ReadonlyMap<string, WaitingLine['service']>,
): WaitingLine[] {
  const service = services.get(serviceId);
  const visit = visits.get(appointmentId ?? '');
  const bookedMs = visit?.doctorId === doctorId ? (visit?.startMs ?? null) : null;
  return service ? [{ id, doctorId, service, bookedMs }] : [];
}

function doctorsOf(
  sessions: readonly OfDoctor[],
  visits: readonly Visit[],
  nowMs: number,
): readonly { readonly waiting: WaitingFor; readonly delayMs: number }[] {
  const sessionsOf = Map.groupBy(sessions, ({ doctorId }) => doctorId);
  const visitsOf = Map.groupBy(visits, ({ doctorId }) => doctorId);
  const ids = new Set([...sessionsOf.keys(), ...visitsOf.keys()]);
  return [...ids].map((doctorId) => {
    const own = visitsOf.get(doctorId) ?? [];
    return {
      delayMs: doctorDelayMs(own, nowMs),
      waiting: {
        doctorId,
        busyUntilMs: busyUntilMs(own, nowMs),
        sessions: sessionsOf.get(doctorId) ?? [],
        expected: own.filter(({ status, startMs }) => status === 'booked' && startMs >= nowMs),
      },
    };
  });
}

interface At {
  readonly organisationId: string;
  readonly branchId: string;
}

const loadLines = (db: ReadDb, at: At, day: string): Promise<readonly Line[]> =>
  db.kysely
    .selectFrom('queueEntry')
    .select(LINE)
    .where('organisationId', '=', at.organisationId)
    .where('branchId', '=', at.branchId)
    .where('day', '=', day)
    .where('deleted', '=', false)
    .limit(ROWS_MAX)
    .execute();

const loadVisits = (db: ReadDb, at: At, today: Interval): Promise<readonly Visit[]> =>
  db.kysely
    .selectFrom('appointment')
    .select(['id', 'doctorId', 'startMs', 'endMs', 'status', 'steps', 'supersededBy'])
    .where('organisationId', '=', at.organisationId)
    .where('startMs', '>=', today.startMs)
    .where('startMs', '<', today.endMs)
    .where('branchId', '=', at.branchId)
    .where('supersededBy', 'is', null)
    .limit(ROWS_MAX)
    .execute();

const loadSessions = (db: ReadDb, at: At, today: Interval): Promise<readonly OfDoctor[]> =>
  db.kysely
    .selectFrom('session')
    .select(['doctorId', 'startMs', 'endMs', 'serviceIds'])
    .where('organisationId', '=', at.organisationId)
    .where('branchId', '=', at.branchId)
    .where('startMs', '>=', today.startMs)
    .where('startMs', '<', today.endMs)
    .where('deleted', '=', false)
    .limit(ROWS_MAX)
    .execute();

async function loadServices(
  db: ReadDb,
  organisationId: string,
): Promise<ReadonlyMap<string, WaitingLine['service']>> {
  const rows = await db.kysely
    .selectFrom('service')
    .select(['id', 'durationMin', 'overrides'])
    .where('organisationId', '=', organisationId)
    .execute();
  return new Map(rows.map((service) => [service.id, service]));
}
