import { err, ok, type Result } from '../../core/result.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { IntentInput } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import { loadPersons } from '../queries/load-persons.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { Stored } from '../store/stored.ts';
import { book } from './book.ts';
import { cancelVisit, moveVisit } from './change-appointment.ts';
import type { IntentContext } from './intent-context.ts';

/** An appointment that a file asks for. */
export interface WantedVisit
  extends Pick<
    IntentInput<'book'>,
    | 'branchId'
    | 'doctorId'
    | 'serviceId'
    | 'patientId'
    | 'newPatient'
    | 'startMs'
    | 'endMs'
    | 'note'
  > {
  /** The one that it is, or was when it came before; null for the first that is free after `idOf`. */
  readonly idOf: (again: number) => string;
  /** The file says that it was called off. */
  readonly isCancelled: boolean;
}

/** What became of one. */
export type RowOutcome = 'added' | 'moved' | 'cancelled' | 'unchanged';

export type RowRefusal =
  | Refusal
  /** It is over, or the file calls off what the book never had. */
  | { readonly kind: 'visit-over' }
  /** It went on, or was called off, here: whatever the file says, that stays. */
  | { readonly kind: 'visit-went-on' }
  /** What came under that number before is somebody else's. */
  | { readonly kind: 'visit-of-another' };

/** An appointment that was taken back stays known as gone, and the file may come again so often. */
export const AGAIN_MAX = 20;
const REASON = 'Called off in the imported file';

/**
 * Books, moves or calls off what one row of a file asks for, as if somebody did so at a desk: with the
 * same rules, and seen by the rows after it. A refusal leaves everything as it was.
 */
export async function bookRow(
  context: IntentContext,
  wanted: WantedVisit,
): Promise<Result<RowOutcome, RowRefusal>> {
  const { tx } = context;
  const { id, before } = await findBefore(context, wanted);
  const done = before
    ? await changeRow(context, wanted, before)
    : await bookNew(context, wanted, id);
  if (done.ok && done.value !== 'unchanged') await tx.flush();
  return done;
}

async function findBefore(
  { tx }: IntentContext,
  { idOf }: WantedVisit,
): Promise<{ readonly id: string; readonly before: Stored<Appointment> | null }> {
  for (let again = 0; ; again += 1) {
    const id = idOf(again);
    const before = await loadRecord(tx, tx.book.organisationId, 'appointment', id);
    const isGone = before?.status === 'entered-in-error';
    if (!isGone || again >= AGAIN_MAX) return { id, before: isGone ? null : before };
  }
}

async function bookNew(
  context: IntentContext,
  { idOf: _, isCancelled, ...wanted }: WantedVisit,
  appointmentId: string,
): Promise<Result<RowOutcome, RowRefusal>> {
  if (isCancelled || wanted.startMs < context.tx.nowMs) return err({ kind: 'visit-over' });
  const done = await book(context, {
    ...{ ...wanted, appointmentId, holdId: null, overbookReason: null, emergency: false },
  });
  return done.ok ? ok('added') : done;
}

async function changeRow(
  context: IntentContext,
  wanted: WantedVisit,
  before: Stored<Appointment>,
): Promise<Result<RowOutcome, RowRefusal>> {
  const { branchId, doctorId, startMs, endMs, isCancelled } = wanted;
  if (!(await isOf(context, before, wanted))) return err({ kind: 'visit-of-another' });
  if (before.status === 'cancelled' && isCancelled) return ok('unchanged');
  const isSame =
    before.doctorId === doctorId && before.startMs === startMs && before.endMs === endMs;
  if (!isCancelled && isSame && before.status !== 'cancelled') return ok('unchanged');
  if (before.status !== 'booked') return err({ kind: 'visit-went-on' });
  const appointmentId = before.id;
  if (isCancelled) {
    const done = await cancelVisit(context, { appointmentId, reason: REASON });
    return done.ok ? ok('cancelled') : done;
  }
  const done = await moveVisit(context, { appointmentId, branchId, doctorId, startMs, endMs });
  return done.ok ? ok('moved') : done;
}

/** Whether a visit is this person's, under whichever of their records it was booked. */
async function isOf(
  { tx }: IntentContext,
  before: Pick<Appointment, 'patientId'>,
  wanted: Pick<WantedVisit, 'patientId'>,
): Promise<boolean> {
  const ids = [before.patientId, wanted.patientId];
  if (ids[0] === ids[1]) return true;
  const persons = await loadPersons(tx, tx.book.organisationId, ids);
  const [one, other] = ids.map((id) => persons.get(id)?.id);
  return one !== undefined && one === other;
}
