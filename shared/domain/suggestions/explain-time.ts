import type { Offer } from '../../model/conflict.ts';
import type { Preferences } from '../../model/preferences.ts';
import type { DayPart, HourUse, SuggestionReason } from '../../model/suggestion.ts';
import type { FreeTimeFacts } from '../slots/generate-free-times.ts';
import type { Habits } from './learn-habits.ts';
import { isWithinHours } from './wanted-hours.ts';

/** A habit is one if half of the visits kept to it, and it is not a single one. */
const HABIT_SHARE = 0.5;
const HABIT_VISITS = 2;
/** An hour is quiet if no more of it is booked. */
const QUIET_PERCENT = 35;

/** What was found out about a time. */
export interface KnownTime {
  readonly time: Offer;
  readonly session: FreeTimeFacts['sessions'][number];
  readonly weekday: number;
  readonly part: DayPart;
  readonly minute: number;
  readonly use: HourUse | null;
  readonly gaps: { readonly beforeMs: number; readonly afterMs: number };
  readonly isNextFree: boolean;
  readonly isEarlierFull: boolean;
  readonly isFirstOfDay: boolean;
}

/** Why a time is suggested, what weighs most first; never nothing. */
export function explainTime(known: KnownTime, habits: Habits): readonly SuggestionReason[] {
  const reasons = [
    ...(known.isNextFree ? [{ kind: 'next-free' } as const] : []),
    ...(known.isEarlierFull
      ? [{ kind: 'earlier-full' } as const]
      : known.isFirstOfDay && !known.isNextFree
        ? [{ kind: 'first-of-day' } as const]
        : []),
    ...wantedReasons(known, habits.said),
    ...habitReasons(known, habits),
    ...gapReasons(known),
    ...(known.use && known.use.percent <= QUIET_PERCENT
      ? [{ kind: 'quiet-hour', ...known.use } as const]
      : []),
  ];
  return reasons.length > 0 ? reasons : [{ kind: 'also-free' }];
}

function wantedReasons(
  { time, weekday, part, minute }: KnownTime,
  said: Preferences | null,
): readonly SuggestionReason[] {
  if (said === null) return [];
  const { notBeforeMin, notAfterMin } = said;
  const hasHours = notBeforeMin !== null || notAfterMin !== null;
  return [
    ...(said.doctorIds.includes(time.doctorId) ? [{ kind: 'wanted-doctor' } as const] : []),
    ...(said.branchIds.includes(time.branchId) ? [{ kind: 'wanted-branch' } as const] : []),
    ...(said.parts.includes(part) ? [{ kind: 'wanted-part', part } as const] : []),
    ...(hasHours && isWithinHours(said, minute)
      ? [{ kind: 'wanted-hours', notBeforeMin, notAfterMin } as const]
      : []),
    ...(said.weekdays.includes(weekday) ? [{ kind: 'wanted-weekday', weekday } as const] : []),
  ];
}

function habitReasons(
  { time, weekday, part }: KnownTime,
  habits: Habits,
): readonly SuggestionReason[] {
  const of = habits.total;
  const often = (visits: number | undefined): { visits: number; of: number } | null =>
    visits !== undefined && visits >= HABIT_VISITS && visits / of >= HABIT_SHARE
      ? { visits, of }
      : null;
  // What was said of one of them wins, whether it speaks for this time or not.
  const isOpen = (what: 'doctorIds' | 'branchIds' | 'parts' | 'weekdays'): boolean =>
    (habits.said?.[what].length ?? 0) === 0;
  const doctor = isOpen('doctorIds') ? often(habits.doctors.get(time.doctorId)) : null;
  // Where all visits were at one branch, that one is nothing to be chosen for.
  const branch =
    habits.branches.size > 1 && isOpen('branchIds')
      ? often(habits.branches.get(time.branchId))
      : null;
  const ofPart = isOpen('parts') ? often(habits.parts.get(part)) : null;
  const ofWeekday = isOpen('weekdays') ? often(habits.weekdays.get(weekday)) : null;
  return [
    ...(doctor ? [{ kind: 'usual-doctor', ...doctor } as const] : []),
    ...(branch ? [{ kind: 'usual-branch', ...branch } as const] : []),
    ...(ofPart ? [{ kind: 'usual-part', part, ...ofPart } as const] : []),
    ...(ofWeekday ? [{ kind: 'usual-weekday', weekday, ...ofWeekday } as const] : []),
  ];
}

function gapReasons({ time, session, gaps }: KnownTime): readonly SuggestionReason[] {
  const next = session.breaks.find(({ startMs }) => startMs === time.endMs);
  if (next) return [{ kind: 'before-break', name: next.name, startMs: next.startMs }];
  // Where several are seen at once, time between two visits is no gap.
  if (session.capacity > 1) return [];
  if (gaps.beforeMs === 0 && gaps.afterMs === 0) return [{ kind: 'no-gap', side: 'both' }];
  if (gaps.beforeMs === 0) return [{ kind: 'no-gap', side: 'before' }];
  return gaps.afterMs === 0 ? [{ kind: 'no-gap', side: 'after' }] : [];
}
