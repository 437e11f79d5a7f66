import { err, ok, type Result } from '../../core/result.ts';
import { decideRules } from '../../domain/rules/decide-rules.ts';
import { findServiceBreach } from '../../domain/services/find-service-breach.ts';
import { isForService } from '../../domain/services/for-service.ts';
import { serviceMinutes } from '../../domain/slots/service-minutes.ts';
import type { QueueEntry } from '../../model/queue-entry.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { RuleAcceptance } from '../../model/rule.ts';
import { dayAt, dayEndMs } from '../../time/day.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import { loadRecord } from '../queries/load-record.ts';
import { loadWorkingTime } from '../queries/load-service-sessions.ts';
import type { WriteTx } from '../store/handles.ts';
import type { IntentContext } from './intent-context.ts';

/**
 * Whether somebody may wait for a doctor, or be called to one: who does what they come for, and has
 * working time for it today, or none left at all. A manager says otherwise with a reason, as in a booking.
 */
export async function refuseTurn(
  { tx, actor }: IntentContext,
  { branchId, serviceId }: Pick<QueueEntry, 'branchId' | 'serviceId'>,
  doctorId: string,
  accepts: RuleAcceptance | undefined,
): Promise<Result<null, Refusal>> {
  const offered = await refuseNotOffered(tx, serviceId, doctorId);
  if (!offered.ok) return offered;
  const branch = await loadRecord(tx, tx.book.organisationId, 'branch', branchId);
  const zone = branch ? openTimeZone(branch.timeZone) : null;
  if (!zone?.ok) return err({ kind: 'unknown-record', record: 'branch', id: branchId });
  const today = { startMs: tx.nowMs, endMs: dayEndMs(zone.value, dayAt(zone.value, tx.nowMs)) };
  const at = { ...today, branchId, doctorId };
  const sessions = await loadWorkingTime(tx, tx.book.organisationId, at);
  if (sessions.some((session) => isForService(session, serviceId))) return ok(null);
  const breach = findServiceBreach(sessions, { ...today, serviceId });
  return breach ? decideRules([breach], accepts, actor.role) : ok(null);
}

/** Whether a doctor does a service at all. */
export async function refuseNotOffered(
  tx: WriteTx,
  serviceId: string,
  doctorId: string,
): Promise<Result<null, Refusal>> {
  const service = await loadRecord(tx, tx.book.organisationId, 'service', serviceId);
  const isOffered = service !== null && serviceMinutes(service, doctorId) !== null;
  return isOffered ? ok(null) : err({ kind: 'service-not-offered', serviceId, doctorId });
}
