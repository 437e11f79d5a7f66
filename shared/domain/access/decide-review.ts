import { err, ok, type Result } from '../../core/result.ts';
import type { User } from '../../model/user.ts';
import { decideSight } from './decide-sight.ts';

const DAY_MS = 86_400_000;
/** A laptop that is lost is taken out of service by then; one that is used goes home before. */
const UNHEARD_DAYS_MAX = 30;

/**
 * May this person look at the books of a computer for review? Who answers for branches; and while central
 * was heard not too long ago (by the computer's own clock), for it says whether the computer may still
 * have them. A clock that was set back a day before that counts as one that is too late.
 */
export function decideReview(
  user: Pick<User, 'role' | 'branchIds'>,
  { lastHeardMs }: { readonly lastHeardMs: number | null },
  nowMs: number,
): Result<
  null,
  | { readonly kind: 'not-for-central' }
  | { readonly kind: 'unheard-too-long'; readonly days: number }
> {
  if (decideSight(user) === 'none') return err({ kind: 'not-for-central' });
  const sinceMs = nowMs - (lastHeardMs ?? nowMs);
  const isRecent = sinceMs > -DAY_MS && sinceMs <= UNHEARD_DAYS_MAX * DAY_MS;
  return isRecent ? ok(null) : err({ kind: 'unheard-too-long', days: UNHEARD_DAYS_MAX });
}
