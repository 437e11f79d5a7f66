import { decideTime } from '../../../shared/domain/appointments/decide-time.ts';
import type { Body } from '../../../shared/merge/field-group.ts';
import { receive as hear } from '../../../shared/merge/hlc.ts';
import { PATIENT } from '../../support/engine.ts';
import { SESSIONS } from './clinic.ts';
import { keyOf, type MemoryKind, type MemoryRow, madeOf, writeOwn } from './memory-book.ts';
import { type MemoryReplica, shownClaims } from './memory-replica.ts';

/** Who does something, when by this computer's clock, and under which id. */
export interface Doing {
  readonly nowMs: number;
  readonly intent: string;
}

function write(
  replica: MemoryReplica,
  row: { readonly kind: MemoryKind; readonly id: string; readonly body: Body },
  { nowMs, intent }: Doing,
): void {
  const key = keyOf(row.kind, row.id);
  const before = replica.rows.get(key);
  writeOwn(replica, row, { nowMs: nowMs + replica.offsetMs, intent });
  const known = replica.unsent.get(key);
  const stood = before ? madeOf(before.version) : null;
  const isOnItsWay = known !== undefined && known.counter <= (replica.batch?.maxCounter ?? 0);
  // What central is offered once more was written before: this is made from it.
  const isOffered = known?.counter !== before?.version.dot?.counter;
  replica.unsent.set(key, {
    counter: replica.counter,
    base: known && !isOffered ? known.base : stood,
    nextBase: isOnItsWay ? stood : (known?.nextBase ?? null),
  });
}

/** Types something over what stands there of the patient. */
export function typeInMemory(
  replica: MemoryReplica,
  field: 'note' | 'phone',
  value: string,
  doing: Doing,
): void {
  const { body = {} } = replica.rows.get(keyOf('patient', PATIENT))?.version ?? {};
  write(replica, { kind: 'patient', id: PATIENT, body: { ...body, [field]: value } }, doing);
}

export interface MemoryTime {
  readonly branchId: string;
  readonly doctorId: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Books, or moves what was booked, by the program's own decision. False where it says no. */
export function bookInMemory(
  replica: MemoryReplica,
  id: string,
  time: MemoryTime,
  doing: Doing,
): boolean {
  const known = replica.rows.get(keyOf('appointment', id));
  if (known && known.version.body.status !== 'booked') return false;
  if (known && isThere(known, time)) return false;
  const grant = decideTime(
    {
      sessions: SESSIONS.filter(({ doctorId }) => doctorId === time.doctorId).map((one) => ({
        ...{
          ...one,
          seriesId: null,
          roomId: null,
          sharedWith: null,
          serviceIds: [],
          slotMin: 30,
          capacity: 1,
        },
        ...{ tags: [], breaks: [] },
        ...{
          homeReplica: replica.homes[one.branchId] ?? 'central',
          deleted: false,
          confirmed: true,
        },
      })),
      claims: shownClaims(replica)
        .filter(({ doctorId }) => doctorId === time.doctorId)
        .map((claim) => ({ ...claim, promised: claim.withRight || claim.endorsed })),
      ...{ holds: [], timeOff: [], closures: [], dailyMax: null, blockedSlots: [] },
    },
    { ...time, appointmentId: id, holdId: null, overbook: false },
    { nowMs: doing.nowMs + replica.offsetMs, replica: replica.replica },
  );
  if (!grant.ok) return false;
  const made = { madeBy: replica.replica, madeHlc: stampOfNext(replica, doing) };
  const moves = known ? Number(known.version.body.moves ?? 0) + 1 : 0;
  const body = { ...(known?.version.body ?? BOOKED), ...time, ...grant.value, ...made, moves };
  write(replica, { kind: 'appointment', id, body }, doing);
  return true;
}

/** A move that leaves a visit where it is changes nothing. */
const isThere = ({ version: { body } }: MemoryRow, time: MemoryTime): boolean =>
  (['branchId', 'doctorId', 'startMs', 'endMs'] as const).every(
    (field) => body[field] === time[field],
  );

const BOOKED: Body = {
  ...{ status: 'booked', patientId: PATIENT, cancelReason: null, overbookReason: null },
  ...{ overQuotaReason: null, emergency: false, toldByPhone: false, supersededBy: null },
  ...{ unseated: false, assistsId: null, note: '', steps: [] },
};

const stampOfNext = ({ hlc, offsetMs }: MemoryReplica, { nowMs }: Doing): number =>
  hear(hlc, hlc, nowMs + offsetMs);

/** Takes an appointment out of the book. False if it is not booked here. */
export function cancelInMemory(replica: MemoryReplica, id: string, doing: Doing): boolean {
  const known = replica.rows.get(keyOf('appointment', id));
  if (known?.version.body.status !== 'booked') return false;
  const body = { ...known.version.body, status: 'cancelled', cancelReason: 'Called' };
  write(replica, { kind: 'appointment', id, body }, doing);
  return true;
}
