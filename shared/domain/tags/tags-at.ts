import { type Interval, overlaps, subtract } from '../../time/interval.ts';

/** A stretch of a doctor's time and the names of the marks that it carries. */
export interface Tagged extends Interval {
  readonly tags: readonly string[];
}

/**
 * The marks that hold in a time, each once: a slot's own in the place of its session's, where it
 * has any. `sessions` are those that share time with it, `slots` the ones that were changed by
 * themselves; of both, only what overlaps counts.
 */
export function tagsAt(
  time: Interval,
  sessions: readonly Tagged[],
  slots: readonly Tagged[],
): readonly string[] {
  const own = slots.filter((slot) => slot.tags.length > 0 && overlaps(slot, time));
  const rest = own.length === 0 ? [time] : subtract([time], own);
  const around = sessions.filter(
    ({ tags, startMs, endMs }) =>
      tags.length > 0 && rest.some((part) => overlaps({ startMs, endMs }, part)),
  );
  return [...new Set([...own, ...around].flatMap(({ tags }) => tags))];
}
