import type { Quota } from '../../model/quota.ts';
import { addDays, type DayKey } from '../../time/day.ts';

type Line = Pick<Quota, 'fromReplica' | 'toReplica' | 'amount' | 'fromDay' | 'untilDay'>;

/** So many on each day of a stretch. */
export interface QuotaStretch {
  readonly fromDay: DayKey;
  /** The last day; null for all to come. */
  readonly untilDay: DayKey | null;
  readonly amount: number;
}

const isOn = ({ fromDay, untilDay }: Line, day: DayKey): boolean =>
  fromDay <= day && (untilDay === null || day <= untilDay);

/** How many a replica may make firmly on a day; `null` is central's pool, counted from nothing. */
export function quotaOn(lines: readonly Line[], replica: string | null, day: DayKey): number {
  let quota = 0;
  for (const line of lines) {
    if (!isOn(line, day)) continue;
    if (line.toReplica === replica) quota += line.amount;
    if (line.fromReplica === replica) quota -= line.amount;
  }
  return quota;
}

/**
 * What `amountOn` gives for every day from `today` on, in stretches of days on which it is the same
 * and above nothing. It may change only where a line begins or ends, or around one of `days`.
 */
export function generateQuotaStretches(
  lines: readonly Line[],
  days: readonly DayKey[],
  today: DayKey,
  amountOn: (day: DayKey) => number,
): readonly QuotaStretch[] {
  const ends = lines.flatMap(({ untilDay }) => (untilDay === null ? [] : [addDays(untilDay, 1)]));
  const changes = [
    ...lines.map(({ fromDay }) => fromDay),
    ...ends,
    ...days.flatMap((day) => [day, addDays(day, 1)]),
  ];
  const starts = [...new Set([today, ...changes.filter((day) => day > today)])].toSorted();
  const stretches: QuotaStretch[] = [];
  for (const [i, fromDay] of starts.entries()) {
    const next = starts[i + 1];
    const untilDay = next === undefined ? null : addDays(next, -1);
    const amount = amountOn(fromDay);
    const last = stretches.at(-1);
    if (last && last.amount === amount) stretches.splice(-1, 1, { ...last, untilDay });
    else stretches.push({ fromDay, untilDay, amount });
  }
  return stretches.filter((stretch) => stretch.amount > 0);
}
