import { randomUUID } from 'node:crypto';
import { pushColumns } from '../../shared/engine/exchange/wire-columns.ts';
import type { RecordKind } from '../../shared/engine/store/kind-info.ts';
import { RECORD_KINDS, sqlName } from '../../shared/engine/store/record-kinds.ts';
import { hlcAt } from '../../shared/merge/hlc.ts';
import type { Appointment } from '../../shared/model/appointment.ts';
import { NEW_CONTACT, NEW_PATIENT } from '../../shared/model/choices.ts';
import type { Patient } from '../../shared/model/patient.ts';
import type { Seeded } from '../simulation/seeded.ts';
import type { LoadBranch } from './prepare-clinics.ts';

const SLOT_MS = 15 * 60_000;

/** What the desks of a branch wrote since the last push: rows as they travel, by kind. */
export interface Written {
  readonly maxCounter: number;
  readonly rowsByKind: ReadonlyMap<RecordKind, readonly string[]>;
}

/** The acts of a day at the desks of one branch, as its engine would write them. */
export interface Day {
  readonly act: () => void;
  /** All that was written since this was asked last; null if that is nothing. */
  readonly take: () => Written | null;
  readonly appointments: () => number;
}

interface Visit {
  readonly appointment: Appointment;
  readonly counter: number;
}

/**
 * Of ten acts five are bookings, two moves, one a cancellation and two arrivals. Four bookings of
 * five are for a patient who is known.
 */
export function createDay(branch: LoadBranch, seeded: Seeded): Day {
  const { branchId, replica, serviceId } = branch;
  const free = branch.sessions.flatMap((session) =>
    Array.from({ length: (session.endMs - session.startMs) / SLOT_MS }, (_, n) => ({
      ...{ sessionId: session.id, doctorId: session.doctorId },
      ...{ startMs: session.startMs + n * SLOT_MS, endMs: session.startMs + (n + 1) * SLOT_MS },
    })),
  );
  const visits = new Map<string, Visit>();
  const patients: string[] = [];
  /** The last version of each record written since the last push. */
  const pending = new Map<string, { readonly kind: RecordKind; readonly row: string }>();
  let counter = 0;
  let booked = 0;

  const write = (
    kind: RecordKind,
    body: Appointment | Patient,
    base: Visit | null = null,
  ): number => {
    counter += 1;
    // Written twice before it was sent, it goes as new, or from what central has.
    pending.set(body.id, { kind, row: toRow(kind, body, { replica, counter, base }) });
    return counter;
  };
  const takeTime = () => free.splice(seeded.below(free.length), 1)[0];
  const book = (): void => {
    const time = takeTime();
    if (!time) return;
    if (patients.length === 0 || seeded.chance(0.2)) {
      const patient = aPatient(branchId, patients.length);
      write('patient', patient);
      patients.push(patient.id);
    }
    const appointment: Appointment = {
      ...{ id: randomUUID(), branchId, serviceId, patientId: seeded.pick(patients), ...time },
      ...{ status: 'booked', note: '', overbookReason: null, overQuotaReason: null },
      ...{ emergency: false, toldByPhone: false, cancelReason: null, supersededBy: null },
      ...{ unseated: false, assistsId: null, cancelledBy: null, courseId: null, withEither: false },
      ...{ madeBy: replica, madeHlc: hlcAt(Date.now()), withRight: true, capacity: 1 },
      ...{ importId: null, moves: 0, steps: [] },
    };
    booked += 1;
    visits.set(appointment.id, { appointment, counter: write('appointment', appointment) });
  };
  const change = (visit: Visit, changes: Partial<Appointment>): void => {
    const appointment = { ...visit.appointment, ...changes };
    const written = write('appointment', appointment, visit);
    visits.set(appointment.id, { appointment, counter: written });
  };
  return {
    appointments: () => booked,
    act: () => {
      const sent = [...visits.values()].filter(({ appointment: { id } }) => !pending.has(id));
      const open = sent.filter(({ appointment: { status } }) => status === 'booked');
      const kind = seeded.below(10);
      if (open.length === 0 || kind < 5) return book();
      const visit = seeded.pick(open);
      const { appointment } = visit;
      if (kind < 7) {
        const time = takeTime();
        if (!time) return;
        giveBack(free, appointment);
        const made = { madeHlc: hlcAt(Date.now()), moves: appointment.moves + 1 };
        return change(visit, { ...time, ...made });
      }
      if (kind === 7) {
        giveBack(free, appointment);
        return change(visit, { status: 'cancelled', cancelReason: 'Called' });
      }
      return change(visit, { status: 'arrived' });
    },
    take: () => {
      if (pending.size === 0) return null;
      const rows = [...pending.values()];
      pending.clear();
      const byKind = Map.groupBy(rows, ({ kind }) => kind);
      const rowsByKind = new Map(
        (['patient', 'appointment'] as const).flatMap((kind) => {
          const ofKind = byKind.get(kind)?.map(({ row }) => row);
          return ofKind ? [[kind, ofKind] as const] : [];
        }),
      );
      return { maxCounter: counter, rowsByKind };
    },
  };
}

type Time = Pick<Appointment, 'doctorId' | 'startMs' | 'endMs'> & { readonly sessionId: string };

function giveBack(free: Time[], { sessionId, doctorId, startMs, endMs }: Appointment): void {
  if (sessionId !== null) free.push({ sessionId, doctorId, startMs, endMs });
}

const aPatient = (branchId: string, n: number): Patient => ({
  ...{ id: randomUUID(), branchId, name: `Patient ${n} of ${branchId.slice(-4)}` },
  ...{ birthDate: '1980-05-17', sex: 'female', phone: '98300 11842', number: null, note: '' },
  ...{ ...NEW_PATIENT, ...NEW_CONTACT },
});

/** A row of COPY text, with the version it has and the one it was made from. */
function toRow(
  kind: RecordKind,
  body: Appointment | Patient,
  version: {
    readonly replica: string;
    readonly counter: number;
    readonly base: Visit | null;
  },
): string {
  const { replica, counter, base } = version;
  const fields = body as unknown as Readonly<Record<string, unknown>>;
  const cells: Record<string, unknown> = {
    id: body.id,
    ...Object.fromEntries(
      RECORD_KINDS[kind].fields.map((field) => [sqlName(field), fields[field]]),
    ),
    ...{ dot_replica: replica, dot_counter: counter, vector: { [replica]: counter } },
    ...{ intent: randomUUID(), hlc: hlcAt(Date.now()), ext: null },
    base_dot: base === null ? null : `${replica}:${base.counter}`,
    base: base === null ? null : withoutId(base.appointment),
    trail: '{}',
  };
  return pushColumns(kind)
    .map((column) => toCell(cells[column]))
    .join('\t');
}

const withoutId = ({ id: _id, ...fields }: Appointment): object => fields;

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');
}
