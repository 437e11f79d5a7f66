import { findBreaches } from '../../domain/rules/find-breaches.ts';
import { findBufferBreach } from '../../domain/rules/find-buffer-breach.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Rule, RuleBreach } from '../../model/rule.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadHouseRules } from './load-house-rules.ts';
import { loadRuleFacts } from './load-rule-facts.ts';

/** What the clinic demands of a doctor's day; how the patient came to the visit is not asked again. */
const isOfDoctorsDay = ({ demand }: Rule): boolean =>
  demand.kind === 'min-gap' || (demand.kind === 'max-visits' && demand.of === 'doctor');

/** The rules that visits would break which pass to another doctor, each once. */
export async function findReceiverBreaches(
  db: ReadDb,
  organisationId: string,
  visits: readonly Appointment[],
  to: { readonly doctorId: string; readonly nowMs: number },
): Promise<readonly RuleBreach[]> {
  const house = await loadHouseRules(db, organisationId);
  const rules = house.rules.filter(isOfDoctorsDay);
  if (!rules.some(({ active }) => active) && house.buffered.length === 0) return [];
  const found = new Map<string, RuleBreach>();
  for (const [i, visit] of visits.entries()) {
    const { doctorId, nowMs } = to;
    const act = {
      ...{ act: 'move' as const, appointmentId: visit.id, branchId: visit.branchId, doctorId },
      ...{ serviceId: visit.serviceId, startMs: visit.startMs, endMs: visit.endMs },
      ...{ moves: visit.moves, formerStartMs: visit.startMs, nowMs },
    };
    const who = { patientId: visit.patientId, newPatient: null };
    const facts = await loadRuleFacts(db, organisationId, { ...act, ...who });
    if (facts === null) continue;
    // Those that pass with it are the doctor's, too.
    const doctorVisits = [...facts.doctorVisits, ...visits.slice(0, i)];
    const buffer = findBufferBreach(house.buffered, act, doctorVisits);
    const breaches = findBreaches(rules, act, { ...facts, doctorVisits });
    for (const one of [...breaches, ...(buffer ? [buffer] : [])]) found.set(one.ruleId, one);
  }
  return [...found.values()];
}
