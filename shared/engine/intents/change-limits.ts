import { sql } from 'kysely';
import { derivedId } from '../../core/ids.ts';
import { err, ok } from '../../core/result.ts';
import { decideAccess } from '../../domain/access/decide-access.ts';
import { dayStartMs } from '../../time/day.ts';
import { openTimeZone } from '../../time/time-zone.ts';
import { issueQuotas, returnQuotas } from '../derive/issue-quotas.ts';
import { loadRecord } from '../queries/load-record.ts';
import { loadQuotaBook } from '../store/load-quota-book.ts';
import { admitOverQuota } from './admit-over-quota.ts';
import type { IntentHandler } from './intent-context.ts';

/** The most firm appointments a doctor has a day, and how branches share them. */
export const setDailyLimit: IntentHandler<'set-daily-limit'> = async ({ tx, actor }, input) => {
  const access = decideAccess(actor, 'set-daily-limit', input);
  if (!access.ok) return access;
  const { organisationId } = tx.book;
  const { doctorId, perDay, shares } = input;
  const doctor = await loadRecord(tx, organisationId, 'doctor', doctorId);
  if (!doctor) return err({ kind: 'unknown-record', record: 'doctor', id: doctorId });
  const shared = shares.reduce((sum, share) => sum + share.perDay, 0);
  if (perDay !== null && shared > perDay) {
    return err({ kind: 'too-many', what: 'appointments shared out', max: perDay });
  }
  const id = derivedId(doctorId, 'daily-limit');
  const before = await loadRecord(tx, organisationId, 'dailyLimit', id);
  tx.put('dailyLimit', { id, doctorId, perDay, shares }, before);
  await tx.flush();
  await issueQuotas(tx);
  await returnQuotas(tx, [doctorId]);
  await admitOverQuota(tx);
  return ok({ recordId: id, undoable: false });
};

/** Gives a part of what this replica may still make firmly on a day to another, or to central. */
export const handOverQuota: IntentHandler<'hand-over-quota'> = async ({ tx, actor }, input) => {
  const access = decideAccess(actor, 'hand-over-quota', { doctorId: input.doctorId });
  if (!access.ok) return access;
  const { replica, branchId, organisationId } = tx.book;
  const { quotaId, doctorId, toReplica, amount, day } = input;
  if (toReplica === replica) return err({ kind: 'already-home' });
  if (toReplica !== null && !(await isThere(tx, toReplica))) {
    return err({ kind: 'cannot-hold', replica: toReplica });
  }
  const branch = branchId ? await loadRecord(tx, organisationId, 'branch', branchId) : null;
  const zone = openTimeZone(branch?.timeZone ?? 'UTC');
  const atMs = zone.ok ? dayStartMs(zone.value, day) : tx.nowMs;
  const quotas = await loadQuotaBook(tx, tx.book, doctorId, { atMs, onward: false });
  const free = Math.max(0, quotas?.freeOn(replica, day) ?? 0);
  if (free < amount) return err({ kind: 'quota-spent', free });
  const gives = tx.book.isCentral || tx.book.centralUrl === null;
  const line = { doctorId, fromReplica: gives ? null : replica, toReplica, amount };
  tx.put('quota', { id: quotaId, ...line, fromDay: day, untilDay: day }, null);
  return ok({ recordId: quotaId, undoable: false });
};

type Tx = Parameters<typeof loadQuotaBook>[0] & {
  readonly book: { readonly organisationId: string };
};

async function isThere(tx: Tx, replica: string): Promise<boolean> {
  const { rows } = await sql`select 1 from peer
    where organisation_id = ${tx.book.organisationId} and replica = ${replica} and not retired`.execute(
    tx.kysely,
  );
  return rows.length > 0;
}
