import { ok, type Result } from '../../core/result.ts';
import { isHit } from '../../domain/schedule/seat-anew.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { SessionChange } from '../../model/session-change.ts';
import type { SessionPreview } from '../../wire/desk/answers.ts';
import type { ReadDb } from '../store/handles.ts';
import { describeAffected } from './describe-affected.ts';
import { countFollowing } from './find-followers.ts';
import { countPassing } from './find-passing.ts';
import { findWorkBreaches } from './find-work-breaches.ts';
import { loadRecord } from './load-record.ts';
import { countStuck, loadReseated, passingOf } from './load-reseated.ts';
import { planSessionChange } from './plan-session-change.ts';
import { planSharing } from './plan-sharing.ts';
import { workOfSharing } from './work-of-plan.ts';

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
  const reseated = await loadReseated(db, organisationId, pairs, { limit, nowMs });
  const affected = reseated.filter(({ seat }) => isHit(seat));
  const at = { db, organisationId, nowMs };
  const shared = await planSharing(at, plan.value, change);
  if (!shared.ok) return shared;
  const series = await loadRecord(db, organisationId, 'series', session.seriesId ?? session.id);
  return ok({
    rule: series?.rule ?? null,
    affected: await describeAffected(
      db,
      organisationId,
      affected.map(({ appointment }) => appointment),
    ),
    following: await countFollowing(db, organisationId, affected, nowMs),
    passing: countPassing(passingOf(reseated)),
    ...countStuck(affected),
    work: await findWorkBreaches(
      db,
      organisationId,
      workOfSharing(plan.value, shared.value),
      nowMs,
    ),
  });
}
