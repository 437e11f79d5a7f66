import { err, ok, type Result } from '../../core/result.ts';
import { decideRules } from '../../domain/rules/decide-rules.ts';
import { serviceMinutes } from '../../domain/slots/service-minutes.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Delegation } from '../../model/delegation.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { RuleAcceptance } from '../../model/rule.ts';
import type { Role } from '../../model/user.ts';
import type { WorkAcceptance } from '../../model/work-breach.ts';
import { overlaps } from '../../time/interval.ts';
import { closeConflicts } from '../derive/close-conflicts.ts';
import { deriveClaims } from '../derive/derive-claims.ts';
import { openOwnConflicts } from '../derive/open-own-conflicts.ts';
import { findReceiverBreaches } from '../queries/find-receiver-breaches.ts';
import { loadRecord, loadRecords } from '../queries/load-record.ts';
import { loadTimeFacts } from '../queries/load-time-facts.ts';
import { type DelegationPlan, planDelegation } from '../queries/plan-delegation.ts';
import { workOfPlan } from '../queries/work-of-plan.ts';
import { centralTimeMs } from '../store/central-time.ts';
import type { WriteTx } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import { reclaimAll } from './reclaim.ts';
import { refuseOverlap } from './refuse-overlap.ts';
import { refuseStrange } from './refuse-strange.ts';
import { refuseWork } from './refuse-work.ts';

/** Why they wait for room in the quota of the doctor who sees them now. */
const CAME_ALONG = 'Passed from another doctor';

/** What somebody was shown, and accepted. */
export interface DelegationAcceptance {
  readonly work: WorkAcceptance | undefined;
  readonly rules: RuleAcceptance | undefined;
  readonly role: Role;
}

/**
 * Has the time, and everyone in it, pass to the other doctor: whole or not at all. Whoever passes is
 * given the time as if it were booked now, so with the right to it only where the other doctor has
 * a confirmed session that is at home here. `answered`: the delegation as it was answered.
 */
export async function carryOutDelegation(
  tx: WriteTx,
  before: Stored<Delegation>,
  answered: Delegation,
  accepts: DelegationAcceptance,
): Promise<Result<null, Refusal>> {
  const { organisationId, replica } = tx.book;
  const nowMs = centralTimeMs(tx.book, tx.nowMs);
  if (before.startMs <= nowMs) return err({ kind: 'in-the-past', startMs: before.startMs, nowMs });
  const at = { db: tx, organisationId, nowMs, homeReplica: replica };
  const planned = await planDelegation(at, before);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const may = await checkReceiver(tx, before, plan, accepts);
  if (!may.ok) return may;
  for (const { kind, after, before: former } of plan.puts) tx.put(kind, after, former);
  // Sessions are there before anyone is given a time in them.
  await tx.flush();
  const passed = await passVisits(tx, before, plan.visits);
  if (!passed.ok) return passed;
  const visitIds = plan.visits.map(({ id }) => id);
  const madeIds = plan.made.map(({ id }) => id);
  const done = { state: 'done' as const, failure: null, pieces: [...plan.pieces] };
  tx.put('delegation', { ...answered, ...done, madeIds, visitIds }, before);
  if (plan.original) tx.put('delegation', { ...plan.original, state: 'returned' }, plan.original);
  return ok(null);
}

/** Everything that can be known before something is written. */
async function checkReceiver(
  tx: WriteTx,
  wish: Delegation,
  plan: DelegationPlan,
  accepts: DelegationAcceptance,
): Promise<Result<null, Refusal>> {
  const home = await refuseStrange(tx, wish, plan);
  if (!home.ok) return home;
  const works = await checkDoctor(tx, wish);
  if (!works.ok) return works;
  const receiver = { ...wish, doctorId: wish.toDoctorId };
  const facts = await loadTimeFacts(tx, tx.book.organisationId, receiver);
  const away = facts?.timeOff.find((off) => plan.pieces.some((piece) => overlaps(off, piece)));
  if (away) {
    const { startMs, endMs, reason } = away;
    return err({ kind: 'doctor-away', startMs, endMs, reason });
  }
  const free = await refuseOverlap(tx, receiver, plan.made, { requested: false });
  if (!free.ok) {
    const cannotAsk = free.error.kind === 'session-overlap' ? { canRequest: false } : {};
    return err({ ...free.error, ...cannotAsk } as Refusal);
  }
  const agreed = await refuseWork(tx, workOfPlan(plan), accepts.work);
  if (!agreed.ok) return agreed;
  const offered = await checkServices(tx, wish, plan.visits);
  if (!offered.ok) return offered;
  const to = { doctorId: wish.toDoctorId, nowMs: tx.nowMs };
  const breaches = await findReceiverBreaches(tx, tx.book.organisationId, plan.visits, to);
  return decideRules(breaches, accepts.rules, accepts.role);
}

/** Whether the doctor who is to have the time works at the branch. */
export async function checkDoctor(
  tx: WriteTx,
  { toDoctorId: doctorId, branchId }: Pick<Delegation, 'toDoctorId' | 'branchId'>,
): Promise<Result<null, Refusal>> {
  const { organisationId } = tx.book;
  const doctor = await loadRecord(tx, organisationId, 'doctor', doctorId);
  if (!doctor) return err({ kind: 'unknown-record', record: 'doctor', id: doctorId });
  const place = await tx.kysely
    .selectFrom('doctorBranch')
    .select('id')
    .where('organisationId', '=', organisationId)
    .where('doctorId', '=', doctorId)
    .where('branchId', '=', branchId)
    .where('deleted', '=', false)
    .executeTakeFirst();
  return place && doctor.active ? ok(null) : err({ kind: 'not-at-branch', doctorId, branchId });
}

async function checkServices(
  tx: WriteTx,
  { toDoctorId: doctorId }: Delegation,
  visits: readonly Appointment[],
): Promise<Result<null, Refusal>> {
  const ids = [...new Set(visits.map(({ serviceId }) => serviceId))];
  const services = await loadRecords(tx, tx.book.organisationId, 'service', ids);
  const strange = services.find((service) => serviceMinutes(service, doctorId) === null);
  return strange ? err({ kind: 'service-not-offered', serviceId: strange.id, doctorId }) : ok(null);
}

/** Gives everyone the other doctor's time, all of them or none. */
async function passVisits(
  tx: WriteTx,
  { toDoctorId: doctorId }: Delegation,
  visits: readonly Stored<Appointment>[],
): Promise<Result<null, Refusal>> {
  const wanted = visits.map((visit): Appointment => {
    const overQuotaReason = visit.overQuotaReason ?? CAME_ALONG;
    return { ...visit, doctorId, overQuotaReason };
  });
  const granted = await reclaimAll(tx, wanted);
  if (!granted.ok) return granted;
  for (const [i, after] of granted.value.entries()) {
    const before = visits[i];
    if (before) tx.put('appointment', after, before);
  }
  await tx.flush();
  const { changes } = await deriveClaims(tx, granted.value);
  const ids = new Set(visits.map(({ id }) => id));
  const lost = changes.find(({ claim }) => claim.verdict === 'displaced' && ids.has(claim.id));
  if (lost) {
    const { startMs, endMs, branchId } = lost.claim;
    return err({ kind: 'time-taken', startMs, endMs, branchId, offers: [] });
  }
  await openOwnConflicts(tx, changes);
  await closeConflicts(tx, [...ids]);
  return ok(null);
}
