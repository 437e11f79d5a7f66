import type { Session } from '../../model/session.ts';
import type { Applying } from '../../model/template.ts';
import { type Interval, overlaps, subtract } from '../../time/interval.ts';
import { breaksWithin, sameBreaks } from './work-stretches.ts';

const MINUTE_MS = 60_000;

/** What becomes of one day of a doctor at a branch. */
export interface LaidDay<S extends Session> {
  readonly kept: readonly S[];
  readonly changed: readonly { readonly before: S; readonly after: Session }[];
  readonly removed: readonly S[];
  readonly added: readonly Session[];
}

/** A day as it is, and what is to be laid over it. */
export interface DayBefore<S extends Session> {
  /** The doctor's sessions at the branch. */
  readonly there: readonly S[];
  /** Time of the doctor at other branches. */
  readonly elsewhere: readonly Interval[];
  /** Sessions that do not overlap each other, the earliest first. */
  readonly wanted: readonly Session[];
}

/**
 * Lays sessions over a day. `add` puts them beside what there is, also where they overlap it, which
 * is for others to refuse; `fill` only where the doctor has no session, in stretches of a slot at
 * least; `overwrite` leaves no others there. What has begun is left alone.
 */
export function layDay<S extends Session>(
  day: DayBefore<S>,
  way: Applying['way'],
  nowMs: number,
  /** The id of a session that is made, by its start. */
  idOf: (startMs: number) => string,
): LaidDay<S> {
  const wanted = day.wanted.filter(({ startMs }) => startMs > nowMs);
  const nothing = { kept: day.there, changed: [], removed: [] };
  switch (way) {
    case 'add':
      return { ...nothing, added: wanted };
    case 'fill':
      return { ...nothing, added: fillGaps(wanted, [...day.there, ...day.elsewhere], idOf) };
    case 'overwrite':
      return overwrite(day.there, wanted, nowMs);
  }
}

const fillGaps = (
  wanted: readonly Session[],
  taken: readonly Interval[],
  idOf: (startMs: number) => string,
): readonly Session[] =>
  wanted.flatMap((session) =>
    subtract([session], taken)
      .filter(({ startMs, endMs }) => endMs - startMs >= session.slotMin * MINUTE_MS)
      .map((gap) => ({
        ...session,
        ...gap,
        id: idOf(gap.startMs),
        breaks: [...breaksWithin(session.breaks, gap)],
      })),
  );

/**
 * A session in the place of another is that session changed, so that who is booked there can stay or
 * move with it, and a right to time that stays is not lost.
 */
function overwrite<S extends Session>(
  there: readonly S[],
  wanted: readonly Session[],
  nowMs: number,
): LaidDay<S> {
  const begun = there.filter(({ startMs }) => startMs <= nowMs);
  const open = new Set(there.filter(({ startMs }) => startMs > nowMs));
  const kept = [...begun];
  const changed: { before: S; after: Session }[] = [];
  const take = (before: S, session: Session): void => {
    open.delete(before);
    if (isSame(before, session)) kept.push(before);
    else changed.push({ before, after: { ...before, ...shapeOf(session) } });
  };
  const left = PREFERENCES.reduce(
    (unplaced, fits) =>
      unplaced.filter((session) => {
        const before = [...open].find((one) => fits(one, session));
        if (before) take(before, session);
        return !before;
      }),
    wanted,
  );
  return { kept, changed, removed: [...open], added: left };
}

const shapeOf = (one: Session) => ({
  ...{ startMs: one.startMs, endMs: one.endMs, slotMin: one.slotMin, capacity: one.capacity },
  ...{ tags: one.tags, serviceIds: one.serviceIds, breaks: one.breaks },
  ...{ roomId: one.roomId, sharedWith: one.sharedWith },
});

const isSame = (a: Session, b: Session): boolean =>
  sameBreaks(a, b) &&
  JSON.stringify({ ...shapeOf(a), breaks: [] }) === JSON.stringify({ ...shapeOf(b), breaks: [] });

/** In whose place a session comes: its own, one that begins with it, one in its time, or any. */
const PREFERENCES: readonly ((before: Session, wanted: Session) => boolean)[] = [
  isSame,
  (before, wanted) => before.startMs === wanted.startMs,
  overlaps,
  () => true,
];
