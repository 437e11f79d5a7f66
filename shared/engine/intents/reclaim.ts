import { err, ok, type Result } from '../../core/result.ts';
import { claimOf } from '../../domain/appointments/claim-of.ts';
import { decideTime } from '../../domain/appointments/decide-time.ts';
import type { Appointment } from '../../model/appointment.ts';
import { UNSEATED } from '../../model/claim.ts';
import type { Refusal } from '../../model/refusal.ts';
import { loadManyTimeFacts } from '../queries/load-many-time-facts.ts';
import type { WriteTx } from '../store/handles.ts';
import { grantTime } from './grant-time.ts';
import { spendQuota } from './spend-quota.ts';

/**
 * Appointments that ask for time again get it as if they were booked now, all together: none of them
 * is in another's way where it is to be no more. In their order; refused with the first "no".
 */
export async function reclaimAll(
  tx: WriteTx,
  appointments: readonly Appointment[],
): Promise<Result<readonly Appointment[], Refusal>> {
  const claiming = appointments.filter(asksForTime);
  const [only] = claiming;
  if (!only) return ok(appointments);
  const granted = claiming.length === 1 ? await reclaimOne(tx, only) : await grantAll(tx, claiming);
  if (!granted.ok) return granted;
  return ok(appointments.map((one) => granted.value.get(one.id) ?? one));
}

type Granted = Result<ReadonlyMap<string, Appointment>, Refusal>;

function asksForTime(appointment: Appointment): boolean {
  const claim = claimOf(appointment, false);
  return claim !== null && claim.rank !== UNSEATED;
}

const wishOf = (appointment: Appointment) => ({
  ...appointment,
  ...{ appointmentId: appointment.id, holdId: null },
  overbook: appointment.overbookReason !== null,
  withoutSession: appointment.assistsId !== null && appointment.sessionId === null,
});

/** One alone is told which other times there are. */
async function reclaimOne(tx: WriteTx, appointment: Appointment): Promise<Granted> {
  const grant = await grantTime({ tx }, wishOf(appointment));
  if (!grant.ok) return grant;
  return ok(new Map([[appointment.id, asBooked(tx, appointment, grant.value.time)]]));
}

async function grantAll(tx: WriteTx, appointments: readonly Appointment[]): Promise<Granted> {
  const { organisationId, replica } = tx.book;
  const ids = appointments.map(({ id }) => id);
  const factsOf = await loadManyTimeFacts(tx, organisationId, appointments, ids);
  const granted = new Map<string, Appointment>();
  for (const appointment of appointments) {
    const wish = wishOf(appointment);
    const facts = factsOf(wish);
    if (facts === null) {
      return err({ kind: 'unknown-record', record: 'branch', id: wish.branchId });
    }
    const grant = decideTime(facts, wish, { nowMs: tx.nowMs, replica });
    if (!grant.ok) return grant;
    // Few doctors have a limit; the quotas of those are looked at for each of their days.
    const isLimited = facts.dailyMax !== null && !wish.overbook;
    const over = isLimited ? await spendQuota(tx, wish) : ok(null);
    if (!over.ok) return over;
    const withRight = grant.value.withRight && over.value === null;
    const time = { ...grant.value, withRight, overQuotaReason: over.value };
    granted.set(appointment.id, asBooked(tx, appointment, time));
  }
  return ok(granted);
}

const asBooked = (tx: WriteTx, appointment: Appointment, time: object): Appointment => ({
  ...appointment,
  ...time,
  ...{ madeBy: tx.book.replica, madeHlc: tx.book.hlc },
});
