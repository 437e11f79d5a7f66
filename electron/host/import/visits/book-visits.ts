import { setImmediate } from 'node:timers/promises';
import { derivedId } from '../../../../shared/core/ids.ts';
import {
  createPatientMatcher,
  type PatientMatcher,
} from '../../../../shared/domain/import/match-patient.ts';
import type { VisitRow } from '../../../../shared/domain/import/read-visit-row.ts';
import { resolveVisit, type VisitPlace } from '../../../../shared/domain/import/resolve-visit.ts';
import { loadVisitFacts } from '../../../../shared/engine/import/load-visit-facts.ts';
import { bookRow, type RowOutcome } from '../../../../shared/engine/intents/book-row.ts';
import type { IntentContext } from '../../../../shared/engine/intents/intent-context.ts';
import { NEW_CONTACT } from '../../../../shared/model/choices.ts';
import type { PatientDetails } from '../../../../shared/model/patient.ts';
import type { ImportMapping, ImportProblem } from '../../../../shared/wire/desk/import.ts';

/** What became of the rows of a file of appointments. */
export interface BookedVisits {
  readonly counts: Readonly<Record<RowOutcome, number>>;
  /** People whom the book did not know. */
  readonly patients: number;
  /** Why of each row of which nothing became. */
  readonly problems: readonly ImportProblem[];
}

/** The host has other work: it gets its turn after so many. */
const ROWS_AT_ONCE = 25;

/** Books the rows of a file one after the other; what the book refuses is left out and told of. */
export async function bookVisits(
  context: IntentContext,
  mapping: ImportMapping,
  rows: readonly VisitRow[],
  onDone: (rows: number) => void,
): Promise<BookedVisits> {
  const facts = await loadVisitFacts(context.tx, context.tx.book.organisationId);
  const desk: Desk = {
    ...{ context, mapping, matcher: createPatientMatcher(facts.people) },
    place: { ...facts, doctorId: mapping.doctorId, serviceId: mapping.serviceId },
  };
  const counts = { added: 0, moved: 0, cancelled: 0, unchanged: 0 };
  const problems: ImportProblem[] = [];
  let patients = 0;
  for (const [i, row] of rows.entries()) {
    if (i % ROWS_AT_ONCE === 0) {
      onDone(i);
      await setImmediate();
    }
    const done = await bookOne(desk, row);
    if ('problem' in done) problems.push(done.problem);
    else {
      counts[done.outcome] += 1;
      patients += done.isNew ? 1 : 0;
    }
  }
  return { counts, patients, problems };
}

interface Desk {
  readonly context: IntentContext;
  readonly mapping: ImportMapping;
  readonly matcher: PatientMatcher;
  readonly place: VisitPlace;
}

type Done =
  | { readonly outcome: RowOutcome; readonly isNew: boolean }
  | { readonly problem: ImportProblem };

async function bookOne({ context, mapping, matcher, place }: Desk, row: VisitRow): Promise<Done> {
  const { name, number } = row.patient;
  const title = name || (number ?? '');
  const fail = (kind: ImportProblem['kind'], column: string, value = title): Done => ({
    problem: { line: row.line, column, value: value.slice(0, VALUE_SHOWN), kind },
  });
  const time = resolveVisit(row, place);
  if (!time.ok) {
    return time.error === 'unknown-doctor'
      ? fail('unknown-doctor', 'doctor', row.doctor)
      : fail('unknown-service', 'service', row.service);
  }
  const match = matcher.match(row.patient);
  if (match.kind === 'nobody') return fail('unknown-patient', 'patient-id');
  if (match.kind === 'several') return fail('several-patients', 'name');
  const newPatient = match.kind === 'new' ? toPatient(context.newId(), mapping, row) : null;
  const patientId = match.kind === 'known' ? match.id : (newPatient?.id ?? '');
  const done = await bookRow(context, {
    ...{ branchId: mapping.branchId, ...time.value, startMs: row.startMs, note: row.note },
    ...{ patientId, newPatient, isCancelled: row.isCancelled },
    idOf: (again) => visitId(mapping, row, time.value.doctorId, again),
  });
  if (!done.ok) {
    const refusal = done.error;
    if (refusal.kind === 'visit-of-another') return fail(refusal.kind, 'id', row.id ?? '');
    if (refusal.kind === 'visit-over' || refusal.kind === 'visit-went-on') {
      return fail(refusal.kind, 'time');
    }
    const { line } = row;
    return { problem: { line, column: 'time', value: title, kind: 'refused', refusal } };
  }
  const isNew = done.value === 'added' && newPatient !== null;
  if (isNew) matcher.add(newPatient);
  return { outcome: done.value, isNew };
}

const VALUE_SHOWN = 80;

const toPatient = (
  id: string,
  { branchId }: ImportMapping,
  { patient }: VisitRow,
): PatientDetails => ({
  ...{ ...NEW_CONTACT, ...patient, id, branchId, note: '' },
});

/**
 * The same when the file comes again: by what the other program calls it, else by when it is, with
 * whom, and who comes.
 */
function visitId(
  { branchId, doctorId, columns }: ImportMapping,
  { id, startMs, patient }: VisitRow,
  withId: string,
  again: number,
): string {
  const whose = columns.includes('doctor') ? '' : doctorId;
  const who = patient.number ?? `${patient.name.toLowerCase()} ${patient.birthDate}`;
  const key = id === null ? `at:${withId}:${startMs}:${who}` : `no:${whose}:${id}`;
  return derivedId(branchId, `visit:${key}${again === 0 ? '' : `:${again}`}`);
}
