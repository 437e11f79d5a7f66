import type { PushHeader } from '../../wire/exchange/frame-header.ts';
import type { Reach, Sight } from '../../wire/exchange/reach.ts';
import type { FeedStretch } from '../derive/derive-claims.ts';
import type { WriteTx } from '../store/handles.ts';
import { collectPart, collectPull, type Pull } from './collect-pull.ts';
import { advance, followScope, nextBehind } from './follow-scope.ts';
import { kindsKnownTo, partsOfKinds } from './known-kinds.ts';
import { type Scope, scopeNames } from './scope.ts';

export interface Answer extends Pull {
  readonly reach: Reach;
  readonly sight: Sight | null;
}

/**
 * What a replica is sent: first whatever it lacks of doctors who are new to it, then the news. In
 * that order, because a right to a doctor's time may be among the news, and must not be used
 * before what is booked in that time is known. `claimsKnown`: the replica has these claims.
 */
export async function collectAnswer(
  tx: WriteTx,
  scope: Scope,
  {
    cursor,
    reach: given,
    limit,
    moreKinds,
  }: Pick<PushHeader, 'cursor' | 'reach' | 'limit' | 'moreKinds'>,
  claimsKnown: FeedStretch | null,
): Promise<Answer> {
  const kinds = kindsKnownTo(moreKinds ?? []);
  const parts = [...scopeNames(scope), ...partsOfKinds(kinds)];
  const { reach, isLess } = followScope(parts, given);
  const { branchId, branchIds, doctorId } = scope;
  const withOwn = given?.startedOver === true;
  const several = branchIds === undefined ? {} : { branchIds: [...branchIds] };
  const sight = isLess ? { branchId, doctorId, doctorIds: [...scope.doctorIds], ...several } : null;
  const behind = nextBehind(reach);
  if (behind === null) {
    return {
      ...(await collectPull(tx, scope, { kinds, cursor, claimsKnown, withOwn }, limit)),
      reach,
      sight,
    };
  }
  const [part, from] = behind;
  const pull = await collectPart(tx, scope, { part, cursor: from, end: cursor }, limit);
  const reached = advance(reach, part, pull.cursor, !pull.more);
  return { ...pull, cursor, more: true, gone: [], reach: reached, sight };
}
