import { findBreaches, type RuledAct, type RuledVisit } from '../../domain/rules/find-breaches.ts';
import { findBufferBreach } from '../../domain/rules/find-buffer-breach.ts';
import { findServiceBreach } from '../../domain/services/find-service-breach.ts';
import { everyName } from '../../domain/tags/find-tag.ts';
import { findTagBreaches } from '../../domain/tags/find-tag-breaches.ts';
import type { PatientDetails } from '../../model/patient.ts';
import type { RuleBreach } from '../../model/rule.ts';
import type { Actor } from '../../model/user.ts';
import type { ReadDb } from '../store/handles.ts';
import type { HouseRules } from './load-house-rules.ts';
import { loadRuleFacts } from './load-rule-facts.ts';
import { loadServiceSessions } from './load-service-sessions.ts';

/** What is about to be done, as rules and marks look at it. */
export interface CheckedAct extends Omit<RuledAct, 'nowMs'> {
  readonly emergency: boolean;
  /** They are there and go in now. */
  readonly walkedIn?: boolean;
}

interface Checking {
  readonly house: HouseRules;
  readonly actor: Actor;
  readonly nowMs: number;
  readonly who: {
    readonly patientId: string;
    readonly newPatient: Pick<PatientDetails, 'birthDate' | 'sex'> | null;
  };
  /** Visits of the patient that are to be booked with it, and count as if they were. */
  readonly planned?: readonly (RuledVisit & { readonly doctorId: string })[];
}

/**
 * What of the clinic's rules, the marks of the time, what it is for and what services want free around
 * them speaks against something, as far as this replica knows what is booked.
 */
export async function findVisitBreaches(
  db: ReadDb,
  organisationId: string,
  act: CheckedAct,
  { house: { rules, buffered, tags }, actor, nowMs, who, planned = [] }: Checking,
): Promise<readonly RuleBreach[]> {
  const unfit = act.act === 'cancel' ? null : await findUnfit(db, organisationId, act);
  const strange = unfit ? [unfit] : [];
  const isRuled = rules.some((rule) => rule.active);
  const isBuffered = buffered.length > 0 && act.act !== 'cancel';
  const isMarked = act.act !== 'cancel' && tags.some(({ effect }) => effect !== 'none');
  if (!isRuled && !isBuffered && !isMarked) return strange;
  const found = await loadRuleFacts(db, organisationId, { ...act, ...who });
  if (found === null) return strange;
  const ofDoctor = planned.filter(({ doctorId }) => doctorId === act.doctorId);
  const facts = {
    ...found,
    tags: everyName(tags, found.tags),
    patientVisits: [...found.patientVisits, ...planned],
    doctorVisits: [...found.doctorVisits, ...ofDoctor],
  };
  const ruled: RuledAct = { ...act, nowMs };
  const buffer = isBuffered ? findBufferBreach(buffered, ruled, facts.doctorVisits) : null;
  const { zone } = facts;
  const marks = isMarked ? findTagBreaches(tags, found.tags, { ...act, nowMs, zone, actor }) : [];
  return [...strange, ...marks, ...findBreaches(rules, ruled, facts), ...(buffer ? [buffer] : [])];
}

const findUnfit = async (
  db: ReadDb,
  organisationId: string,
  act: CheckedAct,
): Promise<RuleBreach | null> =>
  findServiceBreach(await loadServiceSessions(db, organisationId, act), act);
