import { present } from '../../core/assert.ts';
import { err, ok } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import type { Appointment } from '../../model/appointment.ts';
import { NEW_PATIENT } from '../../model/choices.ts';
import type { IntentInput } from '../../model/intent.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { putNewClaims } from '../derive/derive-new-claims.ts';
import { loadHouseRules } from '../queries/load-house-rules.ts';
import type { WriteTx } from '../store/handles.ts';
import { checkRules } from './check-rules.ts';
import { chooseSharer } from './choose-sharer.ts';
import { grantTime } from './grant-time.ts';
import type { IntentContext, IntentHandler } from './intent-context.ts';
import { releaseHold, takeOverHold } from './use-hold.ts';

/** Gives a patient a doctor's time. */
export const book: IntentHandler<'book'> = async (context, input) => {
  const begun = { status: 'booked' as const, steps: [] };
  return input.withEither
    ? bookWithEither(context, input, begun)
    : bookVisit(context, input, begun);
};

/** The same with whoever has time of those who share it, if anybody does. */
export async function bookWithEither(
  context: IntentContext,
  input: BookInput,
  begun: Begun,
): ReturnType<IntentHandler<'book'>> {
  const overbook = input.overbookReason !== null;
  const chosen = await chooseSharer(context.tx, { ...input, overbook });
  const doctorId = chosen ?? input.doctorId;
  return bookVisit(context, { ...input, doctorId }, { ...begun, withEither: chosen !== null });
}

/** The same for a visit that has come as far as `begun` says, or is one of a course. */
export async function bookVisit(
  context: IntentContext,
  input: BookInput,
  begun: Begun,
): ReturnType<IntentHandler<'book'>> {
  const { tx, actor } = context;
  const overbook = input.overbookReason !== null;
  const access = decideAccess(actor, 'book', { ...input, overbooks: overbook });
  if (!access.ok) return access;
  const [hold, known, grant, house] = await Promise.all([
    takeOverHold(context, input.holdId),
    findKnown(tx, input),
    grantTime(context, { ...input, overbook }),
    loadHouseRules(tx, tx.book.organisationId),
  ]);
  if (!hold.ok) return hold;
  const missing = MUST_BE_KNOWN.find((record) => !known[record]);
  if (missing) return err({ kind: 'unknown-record', record: missing, id: input[`${missing}Id`] });
  if (known.isTaken) return err({ kind: 'changed-since', what: 'appointment' });
  if (known.isNotOffered) {
    const { serviceId, doctorId } = input;
    return err({ kind: 'service-not-offered', serviceId, doctorId });
  }
  if (!grant.ok) return grant;
  const walkedIn = begun.status !== 'booked';
  const act = { ...input, act: 'book' as const, moves: 0, formerStartMs: null, walkedIn };
  const ruled = await checkRules(context, house, act, input, input.accepts);
  if (!ruled.ok) return ruled;

  if (input.newPatient) tx.put('patient', { ...input.newPatient, ...NEW_PATIENT }, null);
  const appointment: Appointment = {
    id: input.appointmentId,
    branchId: input.branchId,
    doctorId: input.doctorId,
    serviceId: input.serviceId,
    patientId: known.personId,
    assistsId: null,
    ...grant.value.time,
    startMs: input.startMs,
    endMs: input.endMs,
    note: input.note,
    overbookReason: input.overbookReason,
    emergency: input.emergency,
    toldByPhone: false,
    cancelReason: null,
    supersededBy: null,
    unseated: false,
    cancelledBy: null,
    courseId: null,
    withEither: false,
    madeBy: tx.book.replica,
    madeHlc: tx.book.hlc,
    importId: null,
    moves: 0,
    ...begun,
  };
  tx.put('appointment', appointment, null);
  if (grant.value.uncontested && !known.claim) tx.later(() => putNewClaims(tx, [appointment]));
  else await deriveClaims(tx, [appointment]);
  if (input.holdId) await releaseHold(context, input.holdId);
  return ok({ recordId: appointment.id, undoable: true });
}

type BookInput = IntentInput<'book'>;
type Begun = Pick<Appointment, 'status' | 'steps'> &
  Partial<Pick<Appointment, 'courseId' | 'withEither'>>;

const MUST_BE_KNOWN = ['doctor', 'service', 'patient'] as const;

interface Known extends Readonly<Record<(typeof MUST_BE_KNOWN)[number], boolean>> {
  /** There was an appointment of this id, and it has a time. */
  readonly claim: boolean;
  /** It stands, so that another of its id would take its place. */
  readonly isTaken: boolean;
  /** Whom the patient's id names: two records of one person may have become one meanwhile. */
  readonly personId: string;
  /** The doctor does not do this service. */
  readonly isNotOffered: boolean;
}

const FIND_KNOWN = `select
  exists (select from doctor where organisation_id = $1 and id = $2) as doctor,
  exists (select from service where organisation_id = $1 and id = $3) as service,
  $4 or exists (select from patient where organisation_id = $1 and id = $5 and not deleted) as patient,
  coalesce((select case when merged_into is null then id else daybook_person($1::uuid, id) end
    from patient where organisation_id = $1 and id = $5), $5) as "personId",
  exists (select from claim where organisation_id = $1 and id = $6) as claim,
  exists (select from appointment where organisation_id = $1 and id = $6
    and status <> 'entered-in-error') as "isTaken",
  exists (select from service where organisation_id = $1 and id = $3 and overrides @>
    jsonb_build_array(jsonb_build_object('doctorId', $2::text, 'durationMin', null)))
    as "isNotOffered"`;

async function findKnown({ book, session }: WriteTx, input: BookInput): Promise<Known> {
  const { doctorId, serviceId, patientId, appointmentId } = input;
  const isNewPatient = input.newPatient?.id === patientId;
  const values = [doctorId, serviceId, isNewPatient, patientId, appointmentId];
  const { rows } = await session.query(FIND_KNOWN, [book.organisationId, ...values]);
  return present(rows[0] as Known | undefined, 'A select without from gives one row.');
}
