import { type WishStanding, wishStanding } from '../../../shared/domain/waitlist/wish-state.ts';
import type { TimeZone } from '../../../shared/time/time-zone.ts';
import type { DeskWish } from '../../../shared/wire/desk/rows.ts';
import { DAY_NAMES } from '../../words/day-names.ts';
import type { Say } from '../../words/use-say.ts';
import { words } from './waitlist-words.ts';

/** How a wish stands now, on this desk. */
export const standingOf = (wish: DeskWish, zone: TimeZone, nowMs: number): WishStanding =>
  wish.isBooked && wish.state === 'waiting'
    ? 'fulfilled'
    : wishStanding(wish, wish.visitStartMs, zone, nowMs);

/** "Dr. Khan or Dr. Sen". */
export const whoText = ({ doctorIds }: DeskWish, say: Say): string =>
  doctorIds.length === 0 ? words.anyDoctor : doctorIds.map(say.doctor).join(', ');

/** "Mon, Tue, morning, until 2026-03-20". */
export function whenText(wish: DeskWish, say: Say): string {
  const { weekdays, parts, fromDay, untilDay, visitStartMs, branchIds } = wish;
  const texts = [
    ...branchIds.map(say.branch),
    ...weekdays.map((day) => DAY_NAMES[day - 1] ?? ''),
    ...parts.map((part) => words.parts[part]),
    ...(fromDay === null ? [] : [words.from(fromDay)]),
    ...(untilDay === null ? [] : [words.until(untilDay)]),
    ...(visitStartMs === null ? [] : [words.sooner(say.day(visitStartMs))]),
  ];
  return texts.length === 0 ? words.anyTime : texts.join(', ');
}
