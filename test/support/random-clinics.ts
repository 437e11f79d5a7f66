import { derivedId } from '../../shared/core/ids.ts';
import type { Engine } from '../../shared/engine/open-engine.ts';
import type { Cause } from '../../shared/engine/store/handles.ts';
import type { Appointment } from '../../shared/model/appointment.ts';
import { HOLD_MIN } from '../../shared/model/choices.ts';
import { PLAIN_SERVICE } from '../../shared/model/service.ts';
import type { Session } from '../../shared/model/session.ts';
import { NOBODY_TOLD } from '../../shared/model/time-off.ts';
import { createDraw, type Draw } from '../../shared/sample/seeded-random.ts';
import { ORGANISATION, PATIENT } from './engine.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Clocks change in New York on 8 March and in Berlin on 29 March. */
const FIRST_MS = Date.UTC(2026, 2, 1);
const DAYS = 45;

const CAUSE: Cause = {
  ...{ intentId: null, intentKind: 'test', actorId: null, actorName: 'test', role: 'admin' },
  ...{ desk: 'test', source: 'screen', reason: null },
};

export const clinicId = (name: string): string => derivedId(ORGANISATION, name);
const BRANCHES = { kolkata: 'Asia/Kolkata', berlin: 'Europe/Berlin', york: 'America/New_York' };
const DOCTORS = ['a', 'b', 'c'];
const SERVICES = ['short', 'long'];

/** Three branches of three zones with whatever may happen in them, sensible or not. */
export async function writeRandomClinics(
  { store, newId }: Pick<Engine, 'store' | 'newId'>,
  seed: string,
): Promise<void> {
  const draw = createDraw(seed);
  await store.write(ORGANISATION, CAUSE, async (tx) => {
    for (const [name, timeZone] of Object.entries(BRANCHES)) {
      const hours = {
        opensMin: 0,
        closesMin: 1440,
        homeReplica: null,
        givesWhenAsked: false,
        holdMin: HOLD_MIN,
      };
      tx.put('branch', { id: clinicId(name), name, timeZone, ...hours }, null);
      for (let i = 0; i < 2; i += 1) {
        const day = new Date(FIRST_MS + whole(draw, DAYS) * DAY_MS).toISOString().slice(0, 10);
        const deleted = draw.unit() < 0.2;
        tx.put(
          'closure',
          { id: newId(), branchId: clinicId(name), day, name: 'Fair', ...NOBODY_TOLD, deleted },
          null,
        );
      }
    }
    for (const name of DOCTORS) {
      const doctor = { id: clinicId(name), name: `Dr. ${name}`, speciality: 'ENT' };
      tx.put('doctor', { ...doctor, kind: 'full-time', active: name !== 'c' }, null);
      const startMs = FIRST_MS + whole(draw, DAYS * 24) * HOUR_MS + 17 * MINUTE_MS;
      const off = { doctorId: doctor.id, startMs, endMs: startMs + 30 * HOUR_MS };
      tx.put(
        'timeOff',
        {
          id: newId(),
          ...off,
          kind: 'leave',
          reason: '',
          roomId: null,
          ...NOBODY_TOLD,
          deleted: false,
        },
        null,
      );
    }
    for (const name of SERVICES) {
      const service = { ...PLAIN_SERVICE, durationMin: 15, hue: 'green' as const, active: true };
      tx.put('service', { ...service, id: clinicId(name), name }, null);
    }
    for (let day = 0; day < DAYS; day += 1) {
      for (const doctor of DOCTORS) {
        if (draw.unit() < 0.6) writeSession(tx, newId, draw, { day, doctor });
      }
    }
  });
}

const whole = (draw: Draw, below: number): number => Math.floor(draw.unit() * below);
type Tx = Parameters<Parameters<Engine['store']['write']>[2]>[0];

function writeSession(
  tx: Tx,
  newId: () => string,
  draw: Draw,
  { day, doctor }: { readonly day: number; readonly doctor: string },
): void {
  const startMs = FIRST_MS + day * DAY_MS + whole(draw, 1380) * MINUTE_MS;
  const endMs = startMs + (60 + whole(draw, 300)) * MINUTE_MS;
  const breakMs = startMs + 30 * MINUTE_MS;
  const session: Session = {
    ...{ id: newId(), branchId: clinicId(draw.pick(['kolkata', 'berlin', 'york'])) },
    ...{ doctorId: clinicId(doctor), seriesId: null, startMs, endMs, slotMin: 15 },
    ...{ capacity: draw.unit() < 0.2 ? 3 : 1, tags: [], homeReplica: 'salt-lake.1' },
    breaks:
      draw.unit() < 0.3 ? [{ name: 'Tea', startMs: breakMs, endMs: breakMs + 10 * MINUTE_MS }] : [],
    roomId: null,
    sharedWith: null,
    serviceIds: [],
    deleted: draw.unit() < 0.1,
  };
  tx.put('session', session, null);
  if (draw.unit() < 0.4) {
    const { branchId, doctorId } = session;
    const slot = { id: newId(), sessionId: session.id, branchId, doctorId, tags: [], note: '' };
    const at = { startMs: startMs + 45 * MINUTE_MS, endMs: startMs + 60 * MINUTE_MS };
    const status = draw.unit() < 0.7 ? ('blocked' as const) : ('available' as const);
    tx.put('slot', { ...slot, ...at, status, deleted: draw.unit() < 0.2 }, null);
  }
  const visits = whole(draw, 6);
  for (let i = 0; i < visits; i += 1) writeVisit(tx, newId, draw, session);
}

function writeVisit(tx: Tx, newId: () => string, draw: Draw, session: Session): void {
  const startMs = session.startMs + whole(draw, 60) * MINUTE_MS;
  const endMs = startMs + (5 + whole(draw, 150)) * MINUTE_MS;
  const status = draw.pick([
    ...(['booked', 'arrived', 'checked-in', 'in-consult', 'completed', 'completed'] as const),
    ...(['no-show', 'cancelled', 'entered-in-error'] as const),
  ]);
  const id = newId();
  const joinedMs = startMs - whole(draw, 50) * MINUTE_MS;
  const madeMs = draw.unit() < 0.2 ? startMs + 1 : startMs - whole(draw, 20 * 1440) * MINUTE_MS;
  const visit: Appointment = {
    ...{ id, branchId: session.branchId, doctorId: session.doctorId, patientId: PATIENT },
    ...{ serviceId: clinicId(draw.pick(['short', 'long'])), sessionId: session.id },
    ...{ startMs, endMs, status, note: '', overbookReason: null, overQuotaReason: null },
    ...{
      emergency: false,
      toldByPhone: false,
      cancelReason: null,
      unseated: false,
      assistsId: null,
      cancelledBy: null,
      courseId: null,
      withEither: false,
    },
    supersededBy: draw.unit() < 0.05 ? newId() : null,
    ...{ madeBy: 'salt-lake.1', madeHlc: madeMs * 1024, withRight: true, capacity: 1 },
    ...{ importId: draw.unit() < 0.1 ? newId() : null, moves: draw.unit() < 0.2 ? 1 : 0 },
    steps: stepsOf(draw, status, { joinedMs, startMs, endMs }),
  };
  tx.put('appointment', visit, null);
  if (draw.unit() < 0.3) writeEntry(tx, newId, draw, { visit, joinedMs });
  if (draw.unit() < 0.15) writeConflict(tx, newId, draw, visit);
}

function stepsOf(
  draw: Draw,
  status: string,
  at: { readonly joinedMs: number; readonly startMs: number; readonly endMs: number },
): string[] {
  if (draw.unit() < 0.2) return [];
  const late = whole(draw, 40) * MINUTE_MS;
  const steps = [
    `${at.joinedMs} arrived Ruma Paul`,
    `${at.startMs + late} in-consult Ruma Paul`,
    `${at.endMs + late} completed Ruma Paul`,
  ];
  if (status === 'completed') return draw.unit() < 0.2 ? steps.slice(2) : steps.toReversed();
  if (status === 'in-consult') return steps.slice(0, 2);
  if (status === 'arrived' || status === 'checked-in') return steps.slice(0, 1);
  if (status !== 'cancelled') return [];
  return [`${at.startMs - whole(draw, 4 * 1440) * MINUTE_MS} cancelled Ruma Paul`];
}

function writeEntry(
  tx: Tx,
  newId: () => string,
  draw: Draw,
  { visit, joinedMs }: { readonly visit: Appointment; readonly joinedMs: number },
): void {
  const state = draw.pick(['waiting', 'called', 'left', 'started', 'done'] as const);
  tx.put(
    'queueEntry',
    {
      ...{ id: newId(), branchId: visit.branchId, serviceId: visit.serviceId, patientId: PATIENT },
      doctorId: draw.unit() < 0.5 ? null : visit.doctorId,
      appointmentId: draw.unit() < 0.5 ? null : visit.id,
      ...{ day: new Date(joinedMs).toISOString().slice(0, 10), letter: 'A', number: 1 },
      ...{ priority: 'normal', joinedMs, placeMs: joinedMs, state, byName: 'Ruma Paul' },
      ...{ atMs: joinedMs, reason: '', room: '', deleted: draw.unit() < 0.1 },
    },
    null,
  );
}

function writeConflict(tx: Tx, newId: () => string, draw: Draw, visit: Appointment): void {
  const { branchId, doctorId } = visit;
  tx.put(
    'conflict',
    {
      ...{ id: newId(), branchId, doctorId, recordId: visit.id, blockerId: null },
      kind: draw.pick(['displaced', 'displaced', 'edit'] as const),
      ...{ blockerBranchId: null, blockerStartMs: null, blockerEndMs: null, reason: 'earlier' },
      ...{ offers: [], lost: {}, openedAtMs: visit.startMs },
      state: draw.pick(['open', 'rebooked', 'dismissed', 'settled-itself'] as const),
    },
    null,
  );
}
