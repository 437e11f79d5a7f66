import type { TurnedWeek } from '../../shared/domain/schedule/rotation.ts';
import { type DayKey, midnightOf, weekStart } from '../../shared/time/day.ts';
import { instantWords } from './instant-words.ts';

const calendar = instantWords('UTC');
const OFF = 'Off';

/** A week of a rotation, in words: all of it, and what stands in a narrow place. */
export function turnWords(
  { firstDay, index, templateId }: TurnedWeek,
  anchorDay: DayKey,
  nameOf: (templateId: string) => string,
) {
  const what = templateId === null ? OFF : nameOf(templateId);
  const isAnchor = weekStart(anchorDay) === firstDay;
  const day = calendar.day(midnightOf(firstDay).getTime());
  const counted = isAnchor ? '; the weeks are counted from here' : '';
  return {
    ...{ index, isOff: templateId === null, isAnchor, what },
    no: `W${index + 1}`,
    title: `Week of ${day}: week ${index + 1}, ${what}${counted}`,
  };
}
