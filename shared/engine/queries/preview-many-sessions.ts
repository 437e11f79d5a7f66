import { present } from '../../core/assert.ts';
import { ok, type Result } from '../../core/result.ts';
import { slotsIn } from '../../domain/schedule/alter-session.ts';
import { isHit } from '../../domain/schedule/seat-anew.ts';
import type { ManySessionsChange } from '../../model/many-sessions.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Session } from '../../model/session.ts';
import type { ManySessionsPreview } from '../../wire/desk/answers.ts';
import { centralTimeMs } from '../store/central-time.ts';
import type { ReadDb } from '../store/handles.ts';
import { describeAffected } from './describe-affected.ts';
import { countFollowing } from './find-followers.ts';
import { countPassing } from './find-passing.ts';
import { findWorkBreaches } from './find-work-breaches.ts';
import { loadBook } from './load-book.ts';
import { loadManyReseated, SEATED_MAX } from './load-many-reseated.ts';
import { countStuck, passingOf } from './load-reseated.ts';
import { loadSeated } from './load-seated.ts';
import { planManySessions } from './plan-many-sessions.ts';
import { workOfPlan } from './work-of-plan.ts';

/** What a change of many sessions would come to, for a person who thinks of making it. */
export async function previewManySessions(
  db: ReadDb,
  organisationId: string,
  change: ManySessionsChange,
  deskMs: number,
): Promise<Result<ManySessionsPreview, Refusal>> {
  const book = present(await loadBook(db, organisationId), 'Whoever is signed in has a book.');
  const nowMs = centralTimeMs(book, deskMs);
  const plan = await planManySessions(db, { book, nowMs }, change);
  if (!plan.ok) return plan;
  const { chosen, pairs, seriesCount } = plan.value;
  const { reseated, digest } = await loadManyReseated(
    db,
    organisationId,
    change,
    plan.value,
    nowMs,
  );
  const booked = await loadSeated(db, organisationId, chosen, SEATED_MAX);
  const affected = reseated.filter(({ seat }) => isHit(seat));
  const namesOf = (
    those: readonly { readonly appointment: (typeof booked)[number]['appointment'] }[],
  ) =>
    describeAffected(
      db,
      organisationId,
      those.map(({ appointment }) => appointment),
    );
  const after = new Map(pairs.map((pair) => [pair.before.id, pair.after]));
  return ok({
    seen: digest,
    sessions: chosen.length,
    changed: pairs.length,
    series: seriesCount,
    slots: countSlots(chosen),
    slotsAfter: countSlots(
      chosen.flatMap((one) => {
        const to = after.get(one.id);
        return to === undefined ? one : (to ?? []);
      }),
    ),
    booked: await namesOf(booked),
    affected: await namesOf(affected),
    following: await countFollowing(db, organisationId, affected, nowMs),
    passing: countPassing(passingOf(reseated)),
    ...countStuck(affected),
    work: await findWorkBreaches(db, organisationId, workOfPlan(plan.value), nowMs),
    lastMs: chosen.at(-1)?.startMs ?? null,
  });
}

const countSlots = (sessions: readonly Session[]): number =>
  sessions.reduce((count, one) => count + slotsIn(one), 0);
