import { setImmediate } from 'node:timers/promises';
import {
  createPatientMatcher,
  type PatientMatcher,
} from '../../../../shared/domain/import/match-patient.ts';
import { findStrangeServices } from '../../../../shared/domain/import/read-services.ts';
import type { VisitRow } from '../../../../shared/domain/import/read-visit-row.ts';
import { resolveVisit, type VisitPlace } from '../../../../shared/domain/import/resolve-visit.ts';
import { loadVisitFacts } from '../../../../shared/engine/import/load-visit-facts.ts';
import { bookRow, type RowOutcome } from '../../../../shared/engine/intents/book-row.ts';
import type { IntentContext } from '../../../../shared/engine/intents/intent-context.ts';
import { loadRecord } from '../../../../shared/engine/queries/load-record.ts';
import type { ReadDb } from '../../../../shared/engine/store/handles.ts';
import type { Appointment } from '../../../../shared/model/appointment.ts';
import { NEW_CONTACT } from '../../../../shared/model/choices.ts';
import type { PatientDetails } from '../../../../shared/model/patient.ts';
import type { ImportProblem } from '../../../../shared/wire/desk/import.ts';
import { cancelGone } from './cancel-gone.ts';

/** What the appointments of a file can name: whom and what the book has. */
export type VisitNames = Pick<VisitPlace, 'doctors' | 'services'> & Pick<PatientMatcher, 'isName'>;

/** Appointments to be booked, of a table or of a calendar. */
export interface VisitList extends Pick<VisitPlace, 'doctorId' | 'serviceId' | 'meanings'> {
  readonly branchId: string;
  /** How many it has. */
  readonly size: number;
  readonly rows: (names: VisitNames) => readonly VisitRow[];
  /** The same when the file comes again; `again`: what was taken back stays known as gone. */
  readonly idOf: (row: VisitRow, doctorId: string, again: number) => string;
  /** Whoever the book does not know is a new patient; each is told of, or only counted. */
  readonly strangers: 'new' | 'new-and-told' | 'left-out';
  /** What it brought before and may have no more; null if that stays. */
  readonly loadBrought: ((db: ReadDb) => Promise<readonly Appointment[]>) | null;
}

/** What became of the rows of a file of appointments. */
export interface BookedVisits {
  readonly counts: Readonly<Record<RowOutcome, number>>;
  /** People whom the book did not know. */
  readonly patients: number;
  /** Why of each row of which nothing became. */
  readonly problems: readonly ImportProblem[];
  /** Services that are called otherwise here. */
  readonly strangeServices: readonly string[];
  /** How many rows were read. */
  readonly rows: number;
}

/** The host has other work: it gets its turn after so many. */
const ROWS_AT_ONCE = 25;

/** Books the rows of a file one after the other; what the book refuses is left out and told of. */
export async function bookVisits(
  context: IntentContext,
  list: VisitList,
  onDone: (rows: number) => void,
): Promise<BookedVisits> {
  const facts = await loadVisitFacts(context.tx, context.tx.book.organisationId);
  const matcher = createPatientMatcher(facts.people);
  const rows = list.rows({ ...facts, isName: matcher.isName });
  const { doctorId, serviceId, meanings } = list;
  const place = { ...facts, doctorId, serviceId, meanings };
  const desk: Desk = { context, list, matcher, place };
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
      patients += done.stranger === null ? 0 : 1;
      if (done.stranger !== null && list.strangers === 'new-and-told') {
        const value = done.stranger;
        problems.push({ line: row.line, column: 'name', value, kind: 'new-patient' });
      }
    }
  }
  const gone = await cancelGone(context, list, rows);
  counts.cancelled += gone.cancelled;
  const called = rows.map(({ line, service }) => ({
    line,
    services: service === '' ? [] : [{ key: '', name: service }],
  }));
  const strangeServices = findStrangeServices(called, facts.services).map(({ name }) => name);
  const told = [...problems, ...gone.problems];
  return { counts, patients, problems: told, strangeServices, rows: rows.length };
}

interface Desk {
  readonly context: IntentContext;
  readonly list: VisitList;
  readonly matcher: PatientMatcher;
  readonly place: VisitPlace;
}

/** `stranger`: the name of whoever was not known before. */
type Done =
  | { readonly outcome: RowOutcome; readonly stranger: string | null }
  | { readonly problem: ImportProblem };

async function bookOne({ context, list, matcher, place }: Desk, row: VisitRow): Promise<Done> {
  const { name, number } = row.patient;
  const title = name || (number ?? '');
  const own = await loadOwn(context, row);
  const fail = (kind: ImportProblem['kind'], column: string, value = title): Done => ({
    problem: { line: row.line, column, value: value.slice(0, VALUE_SHOWN), kind },
  });
  const time = resolveVisit(row, own ? { ...place, ...own } : place);
  if (!time.ok) {
    return time.error === 'unknown-doctor'
      ? fail('unknown-doctor', 'doctor', row.doctor)
      : fail('unknown-service', 'service', row.service || title);
  }
  const match = own ? { kind: 'known' as const, id: own.patientId } : matcher.match(row.patient);
  if (match.kind === 'nobody') return fail('unknown-patient', 'patient-id');
  if (match.kind === 'several') return fail('several-patients', 'name');
  const isStranger = match.kind === 'new';
  if (isStranger && list.strangers === 'left-out') return fail('unknown-patient', 'name');
  const newPatient = isStranger ? toPatient(context.newId(), list, row) : null;
  const patientId = match.kind === 'known' ? match.id : (newPatient?.id ?? '');
  const done = await bookRow(context, {
    ...{ branchId: list.branchId, ...time.value, startMs: row.startMs, note: row.note },
    ...{ patientId, newPatient, isCancelled: row.isCancelled },
    idOf: (again) => own?.id ?? list.idOf(row, time.value.doctorId, again),
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
  const stranger = done.value === 'added' ? newPatient : null;
  if (stranger) matcher.add(stranger);
  return { outcome: done.value, stranger: stranger?.name ?? null };
}

const VALUE_SHOWN = 80;

/** What a file that left this book says of its own appointments is about those. */
async function loadOwn(
  { tx }: IntentContext,
  { ownId }: VisitRow,
): Promise<Pick<Appointment, 'id' | 'patientId' | 'serviceId'> | null> {
  if (ownId === null) return null;
  const own = await loadRecord(tx, tx.book.organisationId, 'appointment', ownId);
  return own === null || own.status === 'entered-in-error' ? null : own;
}

const toPatient = (id: string, { branchId }: VisitList, { patient }: VisitRow): PatientDetails => ({
  ...{ ...NEW_CONTACT, ...patient, id, branchId, note: '' },
});
