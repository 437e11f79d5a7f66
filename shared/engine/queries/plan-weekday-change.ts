import { derivedId } from '../../core/ids.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { partByWeekday } from '../../domain/schedule/change-series.ts';
import { generateOccurrences } from '../../domain/schedule/generate-occurrences.ts';
import { generateSessions } from '../../domain/schedule/generate-sessions.ts';
import { HORIZON_DAYS } from '../../model/choices.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Series, Session } from '../../model/session.ts';
import type { SessionChange } from '../../model/session-change.ts';
import { addDays, dayAt, type Weekday, weekdayOf } from '../../time/day.ts';
import type { Put } from '../store/handles.ts';
import type { Stored } from '../store/stored.ts';
import {
  bare,
  carryOver,
  loadInScope,
  type Own,
  type Plan,
  type PlanPlace,
  pairUp,
  planEnd,
  putSeries,
  putSession,
} from './plan-series-change.ts';

export type Opening = NonNullable<NonNullable<SessionChange['to']>['opening']>;

interface WeekdayWish {
  readonly series: Stored<Series>;
  readonly weekday: Weekday;
  readonly newSeriesId: string;
  /** The rule of that weekday as it is to be; null when its days go. */
  readonly alter: ((series: Series) => Series) | null;
  readonly opening: Opening | null;
}

/**
 * Works out what a change of all sessions of a series that are still to come on one weekday means.
 * They go on as a series of their own, with their beginning as another where it takes more patients
 * at once; the other weekdays stay what they are, with their ids and the rights to them. Refused: a
 * rule of which no weekday can be parted.
 */
export async function planWeekdayChange(
  place: PlanPlace,
  { series, weekday, newSeriesId, alter, opening }: WeekdayWish,
): Promise<Result<Plan, Refusal>> {
  const { nowMs, zone } = place;
  const badRule = (problem: string): Result<never, Refusal> =>
    err({ kind: 'bad-rule', rule: series.rule, problem });
  const parted = partByWeekday(series, weekday);
  if (!parted.ok) return badRule(parted.error);
  const { others, ofDay } = parted.value;
  const ended = putSeries(others ?? { ...series, deleted: true }, series);
  const isOfDay = ({ startMs }: Session): boolean => weekdayOf(dayAt(zone, startMs)) === weekday;
  const there = (await loadInScope(place, series.id, nowMs + 1)).filter(isOfDay);
  if (alter === null) return ok(planEnd(there, ended, { alterOwn: () => null }));

  const today = dayAt(zone, nowMs);
  const ahead = { firstDay: today, lastDay: addDays(today, HORIZON_DAYS) };
  const days = generateOccurrences(ofDay.rule, ofDay.firstDay, ahead);
  if (!days.ok) return badRule(days.error);
  // What has begun today was of the former rule.
  const begun = await isUnderWay(place, series.id, today);
  const firstDay = days.value.find((day) => !(begun && day === today)) ?? today;
  const pieces = cutOpening({ ...alter(ofDay), id: newSeriesId, firstDay }, opening);
  const generated: Session[][] = [];
  for (const piece of pieces) {
    const sessions = generateSessions(piece, zone, { ...ahead, firstDay });
    if (!sessions.ok) return badRule(sessions.error);
    generated.push([...sessions.value]);
  }
  const [main, first] = pieces;
  const [ofMain = [], ofFirst = []] = generated;
  if (!main) return badRule('Nothing is left of it.');
  const own = there
    .filter((one) => one.dotReplica !== null)
    .map((one) => carryOver(one, main, zone, { alterOwn: (same) => same }));
  const plan = pairUp(place, there, { generated: ofMain, own });
  const ownDays = new Set(own.map(({ before }) => dayAt(zone, before.startMs)));
  const openings = ofFirst.filter(({ startMs }) => !ownDays.has(dayAt(zone, startMs)));
  const beside = new Map(openings.map((one) => [dayAt(zone, one.startMs), one]));
  return ok({
    pairs: plan.pairs.map((pair) => {
      const opens = beside.get(dayAt(zone, pair.before.startMs));
      return opens ? { ...pair, besides: [opens] } : pair;
    }),
    wanted: [...plan.wanted, ...openings],
    puts: [
      ended,
      ...pieces.map((piece) => putSeries(piece, null)),
      ...own.flatMap(({ puts }) => puts),
      ...(first
        ? own.map((one) => withoutOpening(one, first, dayAt(zone, one.before.startMs)))
        : []),
    ],
  });
}

/** Whether a session of the series that is of today has begun. */
async function isUnderWay(place: PlanPlace, seriesId: string, today: string): Promise<boolean> {
  const dayStart = (await loadInScope(place, seriesId, place.nowMs - 86_400_000)).filter(
    ({ startMs }) => startMs <= place.nowMs,
  );
  return dayStart.some(({ startMs }) => dayAt(place.zone, startMs) === today);
}

/** The series from where its opening ends, and the opening. */
function cutOpening(series: Series, opening: Opening | null): readonly Series[] {
  if (opening === null) return [series];
  const { untilMin, capacity } = opening;
  const of = (startMin: number, endMin: number) => ({
    ...{ startMin, endMin },
    breaks: series.breaks.filter((one) => one.startMin >= startMin && one.endMin <= endMin),
  });
  return [
    { ...series, ...of(untilMin, series.endMin) },
    { ...series, ...of(series.startMin, untilMin), id: derivedId(series.id, 'opening'), capacity },
  ];
}

/** A day that was changed by itself keeps its own shape, and has no opening. */
function withoutOpening({ after }: Own, opening: Series, day: string): Put {
  const id = derivedId(opening.id, day);
  return putSession({ ...bare(after), id, seriesId: opening.id, deleted: true }, null);
}
