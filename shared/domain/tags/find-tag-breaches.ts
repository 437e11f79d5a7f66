import { exhaustive } from '../../core/exhaustive.ts';
import type { RuleBreach } from '../../model/rule.ts';
import type { Tag, TagDemand } from '../../model/tag.ts';
import type { Actor } from '../../model/user.ts';
import { dayAt } from '../../time/day.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import { findTag } from './find-tag.ts';

const MINUTE_MS = 60_000;

/** Who wants which doctor's time, when, and what for. */
export interface TagWish {
  readonly doctorId: string;
  readonly startMs: number;
  readonly nowMs: number;
  readonly zone: TimeZone;
  readonly emergency: boolean;
  /** They are there and go in now: whoever books them, the desk or the doctor. */
  readonly walkedIn?: boolean | undefined;
  readonly actor: Pick<Actor, 'role' | 'doctorId'>;
}

/** As much of a mark as its effect depends on. */
export type EffectTag = Omit<Tag, 'hue' | 'deleted'>;

/** Those of the names that are marks with an effect. */
export function effectiveTags(
  tags: readonly EffectTag[],
  names: readonly string[],
): readonly EffectTag[] {
  const found = names.flatMap((name) => findTag(tags, name) ?? []);
  return [...new Set(found)].filter(({ active, effect }) => active && effect !== 'none');
}

/**
 * The marks of a time, by their names, that let it not be booked as it is wanted: as rules that are
 * broken, so that a person is told of both at once.
 */
export const findTagBreaches = (
  tags: readonly EffectTag[],
  names: readonly string[],
  wish: TagWish,
): readonly RuleBreach[] =>
  effectiveTags(tags, names).flatMap((tag) => {
    const effect = breachOf(tag, wish);
    if (effect === null || tag.effect === 'none') return [];
    const demand: TagDemand = { kind: 'tag', effect: tag.effect, releaseMin: tag.releaseMin };
    return [{ ruleId: tag.id, name: tag.name, demand, effect, found: null }];
  });

/** Which of the ways of a rule it is refused in; null if it may be. */
function breachOf(tag: EffectTag, wish: TagWish): 'refuse' | 'reason' | null {
  const { actor, zone, nowMs, startMs } = wish;
  switch (tag.effect) {
    case 'none':
      return null;
    case 'walk-in-only': {
      const isToday = dayAt(zone, nowMs) === dayAt(zone, startMs);
      return isToday && (wish.walkedIn || actor.role !== 'doctor') ? null : 'refuse';
    }
    case 'emergency':
      return wish.emergency || isReleased(tag, wish) ? null : 'refuse';
    case 'own':
      return answersFor(actor, wish.doctorId) ? 'reason' : 'refuse';
    default:
      return exhaustive(tag.effect);
  }
}

const answersFor = ({ role, doctorId }: TagWish['actor'], whose: string): boolean =>
  role === 'admin' || role === 'manager' || (role === 'doctor' && doctorId === whose);

/** Nobody came so long before the time that it is anybody's now. */
const isReleased = (
  { releaseMin }: Pick<Tag, 'releaseMin'>,
  { startMs, nowMs }: Pick<TagWish, 'startMs' | 'nowMs'>,
): boolean => releaseMin !== null && nowMs >= startMs - releaseMin * MINUTE_MS;

/** Somebody who is there and wants to go in today. */
export interface WalkedIn {
  readonly emergency: boolean;
}

/** Whether a time with these marks is offered to whoever asks for a free one, or to who walked in. */
export const isOffered = (
  marked: readonly EffectTag[],
  at: Pick<TagWish, 'startMs' | 'nowMs'>,
  who?: WalkedIn,
): boolean =>
  marked.every((tag) => {
    if (tag.effect === 'walk-in-only') return who !== undefined;
    return tag.effect === 'emergency' && (who?.emergency || isReleased(tag, at));
  });
