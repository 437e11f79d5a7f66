import { err, ok, type Result } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { HOLD_MIN } from '../../model/choices.ts';
import type { IntentKind } from '../../model/intent.ts';
import type { Branch, BranchDetails } from '../../model/organisation.ts';
import type { Refusal } from '../../model/refusal.ts';
import { isTimeZone } from '../../time/time-zone.ts';
import { loadPerson } from '../queries/load-persons.ts';
import { loadRecord } from '../queries/load-record.ts';
import type { RecordKind, RecordShapes } from '../store/kind-info.ts';
import type { IntentDone } from '../store/tables.ts';
import type { IntentContext, IntentHandler } from './intent-context.ts';
import { saveAgreement } from './save-agreement.ts';

/** The first records of an organisation: itself, one branch, and someone who may add the rest. */
export const setUpOrganisation: IntentHandler<'set-up-organisation'> = async (context, input) => {
  const { tx } = context;
  const known = await loadRecord(tx, tx.book.organisationId, 'organisation', input.organisationId);
  if (known) return err({ kind: 'already-set-up' });
  const open = decideHours(input.branch);
  if (!open.ok) return open;
  tx.put('organisation', { id: input.organisationId, name: input.organisationName }, null);
  const homeReplica = tx.book.isCentral ? null : tx.book.replica;
  tx.put('branch', { ...toBranch(input.branch, null), homeReplica }, null);
  const admin = { role: 'admin' as const, doctorId: null, branchIds: [], active: true };
  tx.put('appUser', { ...input.admin, ...admin }, null);
  return ok({ recordId: input.organisationId, undoable: false });
};

export const saveBranch: IntentHandler<'save-branch'> = async (context, input) => {
  const open = decideHours(input);
  if (!open.ok) return open;
  return save(context, 'save-branch', 'branch', (before) => toBranch(input, before), input.id);
};

/** By which clock a branch opens and closes, the one before the other. */
function decideHours({ timeZone, opensMin, closesMin }: BranchDetails): Result<null, Refusal> {
  if (!isTimeZone(timeZone)) return err({ kind: 'unknown-time-zone', timeZone });
  return opensMin < closesMin ? ok(null) : err({ kind: 'empty-range' });
}

const toBranch = (details: BranchDetails, before: Branch | null): Branch => ({
  ...details,
  homeReplica: before?.homeReplica ?? null,
  givesWhenAsked: before?.givesWhenAsked ?? false,
  holdMin: details.holdMin ?? before?.holdMin ?? HOLD_MIN,
});

/** Whether a branch's replica gives a booking right away without anyone at its desk being asked. */
export const setGiving: IntentHandler<'set-giving'> = async (context, { id, givesWhenAsked }) => {
  const branch = await loadRecord(context.tx, context.tx.book.organisationId, 'branch', id);
  if (!branch) return err({ kind: 'unknown-record', record: 'branch', id });
  return save(context, 'set-giving', 'branch', () => ({ ...branch, givesWhenAsked }), id);
};

export const saveService: IntentHandler<'save-service'> = (context, input) =>
  save(context, 'save-service', 'service', () => input, input.id);

export const savePatient: IntentHandler<'save-patient'> = async (context, input) => {
  const { notBeforeMin = null, notAfterMin = null } = input.prefers ?? {};
  if (notBeforeMin !== null && notAfterMin !== null && notBeforeMin > notAfterMin) {
    return err({ kind: 'empty-range' });
  }
  const { tx } = context;
  const person = await loadPerson(tx, tx.book.organisationId, input.id);
  // What is said of a record that became another's would be seen by nobody.
  if (person && person.id !== input.id) {
    return err({ kind: 'patient-merged', name: input.name, into: person.name });
  }
  return save(
    context,
    'save-patient',
    'patient',
    (before) => ({
      ...input,
      // Nothing was said of them: whoever says that they like nothing more than the rest, says so.
      prefers: input.prefers ?? before?.prefers ?? null,
      deleted: before?.deleted ?? false,
      mergedInto: before?.mergedInto ?? null,
    }),
    input.id,
  );
};

/** Stores a doctor and the branches where this doctor works from now on. */
export const saveDoctor: IntentHandler<'save-doctor'> = async (context, input) => {
  const { tx } = context;
  const { branchIds, agreement, ...doctor } = input;
  const saved = await save(context, 'save-doctor', 'doctor', () => doctor, doctor.id);
  if (!saved.ok) return saved;
  const known = await tx.kysely
    .selectFrom('doctorBranch')
    .selectAll()
    .where('organisationId', '=', tx.book.organisationId)
    .where('doctorId', '=', doctor.id)
    .execute();
  for (const branchId of branchIds) {
    const branch = await loadRecord(tx, tx.book.organisationId, 'branch', branchId);
    if (!branch) return err({ kind: 'unknown-record', record: 'branch', id: branchId });
    if (known.some((at) => at.branchId === branchId)) continue;
    const id = context.newId();
    tx.put('doctorBranch', { id, doctorId: doctor.id, branchId, deleted: false }, null);
  }
  for (const at of known) {
    const deleted = !branchIds.includes(at.branchId);
    if (at.deleted !== deleted) tx.put('doctorBranch', { ...at, deleted }, at);
  }
  const agreed = agreement ? await saveAgreement(tx, doctor.id, agreement) : ok(null);
  return agreed.ok ? saved : agreed;
};

async function save<K extends RecordKind>(
  { tx, actor }: IntentContext,
  intent: IntentKind,
  kind: K,
  toRecord: (before: RecordShapes[K] | null) => RecordShapes[K],
  id: string,
): Promise<Result<IntentDone, Refusal>> {
  const before = await loadRecord(tx, tx.book.organisationId, kind, id);
  const after = toRecord(before);
  const branchId = 'branchId' in after ? after.branchId : null;
  const access = decideAccess(actor, intent, { branchId });
  if (!access.ok) return access;
  tx.put(kind, after, before);
  return ok({ recordId: id, undoable: false });
}
