import { ok, type Result } from '../../core/result.ts';
import { type NewSeat, seatAnew } from '../../domain/schedule/seat-anew.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { SessionChange } from '../../model/session-change.ts';
import type { SessionPreview } from '../../wire/desk/answers.ts';
import type { ReadDb } from '../store/handles.ts';
import { describeAffected } from './describe-affected.ts';
import { loadRecord } from './load-record.ts';
import { loadSeated, type Seated } from './load-seated.ts';
import { planSessionChange, type SessionPair } from './plan-session-change.ts';

/** Who is booked in a session that changes, and where they stand afterwards. */
export interface Reseated extends Pick<Seated, 'appointment'> {
  readonly pair: SessionPair;
  readonly seat: NewSeat;
}

/** At most `limit` of them, the earliest first. */
export async function loadReseated(
  db: ReadDb,
  organisationId: string,
  pairs: readonly SessionPair[],
  limit: number,
): Promise<readonly Reseated[]> {
  const pairById = new Map(pairs.map((pair) => [pair.before.id, pair]));
  const sessions = pairs.map(({ before }) => before);
  const seated = await loadSeated(db, organisationId, sessions, limit);
  return seated.flatMap(({ appointment, sessionId }) => {
    const pair = pairById.get(sessionId);
    if (!pair) return [];
    return { appointment, pair, seat: seatAnew(appointment, pair.before, pair.after) };
  });
}

/** What a change would come to, for a person who thinks of making it; counts at most `limit`. */
export async function previewSessionChange(
  db: ReadDb,
  organisationId: string,
  change: SessionChange,
  { nowMs, limit }: { readonly nowMs: number; readonly limit: number },
): Promise<Result<SessionPreview, Refusal>> {
  const plan = await planSessionChange(db, organisationId, change, nowMs);
  if (!plan.ok) return plan;
  const { session, pairs } = plan.value;
  const reseated = await loadReseated(db, organisationId, pairs, limit);
  const affected = reseated.filter(({ seat }) => seat.kind !== 'stays');
  const series = await loadRecord(db, organisationId, 'series', session.seriesId ?? session.id);
  return ok({
    rule: series?.rule ?? null,
    affected: await describeAffected(
      db,
      organisationId,
      affected.map(({ appointment }) => appointment),
    ),
    fallsOut: affected.filter(({ seat }) => seat.kind === 'falls-out').length,
  });
}
