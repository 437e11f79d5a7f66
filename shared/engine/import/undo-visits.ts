import { sql } from 'kysely';
import type { Result } from '../../core/result.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Patient } from '../../model/patient.ts';
import type { Refusal } from '../../model/refusal.ts';
import { closeConflicts } from '../derive/close-conflicts.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { openOwnConflicts } from '../derive/open-own-conflicts.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { WriteTx } from '../store/handles.ts';
import type { AuditChange } from '../store/tables.ts';
import { isSame } from './calendar-put.ts';
import { noteUndone } from './note-undone.ts';

/** What of an appointment says that somebody dealt with it since; the rest follows by itself. */
const OWN = [
  'branchId',
  'doctorId',
  'serviceId',
  'patientId',
  'startMs',
  'endMs',
  'status',
  'note',
];

/** Gives appointments that ask for time again what they ask for, or says why one cannot have it. */
type Reclaim = (
  tx: WriteTx,
  appointments: readonly Appointment[],
) => Promise<Result<readonly Appointment[], Refusal>>;

/** A time that cannot be given back is found once others were taken back: all of it stays then. */
export class UndoRefused extends Error {
  override readonly name = 'UndoRefused';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super('An appointment would not get its time back.');
    this.refusal = refusal;
  }
}

/**
 * Takes back the appointments that a file brought, moved or called off, and the people who came with
 * them; who was moved or called off asks for the former time again, as anybody does. Returns how many
 * were changed since; if there are any, nothing is done. Throws UndoRefused.
 */
export async function undoVisits(
  tx: WriteTx,
  job: { readonly id: string; readonly made: readonly AuditChange[] | null },
  reclaim: Reclaim,
): Promise<{ readonly touched: number }> {
  const { organisationId } = tx.book;
  const [visits, people] = ['appointment', 'patient'].map(
    (kind) =>
      new Map((job.made ?? []).filter((one) => one.kind === kind).map((one) => [one.id, one])),
  ) as [Map<string, AuditChange>, Map<string, AuditChange>];
  const now = await loadRecords(tx, organisationId, 'appointment', [...visits.keys()]);
  const came = await loadRecords(tx, organisationId, 'patient', [...people.keys()]);
  const isTouched = (visit: Appointment): boolean =>
    !isSame(visit, only(visits.get(visit.id)?.after ?? {}));
  const touched =
    visits.size -
    now.length +
    now.filter(isTouched).length +
    came.filter((patient) => !isSame(patient, people.get(patient.id)?.after ?? {})).length +
    (await countOthers(tx, visits, people));
  if (touched > 0) return { touched };
  const isNew = ({ id }: Appointment): boolean => !visits.get(id)?.before;
  for (const visit of now.filter(isNew)) {
    tx.put('appointment', { ...visit, status: 'entered-in-error' }, visit);
  }
  await settle(tx, now.filter(isNew));
  const changed = now.filter((visit) => !isNew(visit));
  const back = await reclaim(
    tx,
    changed.map((visit) => ({ ...visit, ...(visits.get(visit.id)?.before as object) })),
  );
  if (!back.ok) throw new UndoRefused(back.error);
  for (const [i, visit] of changed.entries()) {
    tx.put('appointment', back.value[i] ?? visit, visit);
  }
  await settle(tx, changed);
  for (const patient of came) {
    tx.put('patient', { ...(patient as Patient), deleted: true }, patient);
  }
  await noteUndone(tx, job.id);
  return { touched: 0 };
}

/** Their time is theirs, or nobody's, from here on. */
async function settle(tx: WriteTx, visits: readonly Appointment[]): Promise<void> {
  const ids = visits.map(({ id }) => id);
  await tx.flush();
  const { changes } = await deriveClaims(
    tx,
    await loadRecords(tx, tx.book.organisationId, 'appointment', ids),
  );
  await openOwnConflicts(tx, changes);
  await closeConflicts(tx, ids);
}

const only = (body: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(OWN.map((field) => [field, body[field]]));

/** Appointments that people of the file have beside those of the file. */
async function countOthers(
  tx: WriteTx,
  visits: ReadonlyMap<string, AuditChange>,
  people: ReadonlyMap<string, AuditChange>,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int4 as count from appointment
    where organisation_id = ${tx.book.organisationId}
      and patient_id = any (${[...people.keys()]}::uuid[]) and status <> 'entered-in-error'
      and not (id = any (${[...visits.keys()]}::uuid[]))`.execute(tx.kysely);
  return rows[0]?.count ?? 0;
}
