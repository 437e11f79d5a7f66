import { present } from '../core/assert.ts';
import type { Patient } from '../model/patient.ts';
import type { Interval } from '../time/interval.ts';

/** Nobody goes from one doctor straight to another. */
const APART_MS = 2 * 3_600_000;

/** The next patient of a branch for a visit at this time. */
export type NextPatient = (branchId: string, at: Interval) => Patient;

/** Patients of each branch take turns; who has a visit at about the same time lets others go first. */
export function createTurns(patients: readonly Patient[]): NextPatient {
  const turns = new Map<string, number>();
  const visits = new Map<string, Interval[]>();
  const byBranch = Map.groupBy(patients, (patient) => patient.branchId);
  const isFree = (patient: Patient, at: Interval): boolean =>
    (visits.get(patient.id) ?? []).every(
      (visit) => visit.endMs + APART_MS <= at.startMs || at.endMs + APART_MS <= visit.startMs,
    );
  return (branchId, at) => {
    const own = byBranch.get(branchId) ?? [];
    const turn = turns.get(branchId) ?? 0;
    const inTurn = own.map((_, i) => (turn + i) % own.length);
    const place = inTurn.find((i) => own[i] && isFree(own[i], at)) ?? turn % own.length;
    turns.set(branchId, place + 1);
    const patient = present(own[place], 'Every branch of the sample has patients.');
    visits.set(patient.id, [...(visits.get(patient.id) ?? []), at]);
    return patient;
  };
}
