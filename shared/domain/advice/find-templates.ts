import type { Advice, AdvicePattern, AdviceWork } from '../../model/advice.ts';
import { ADVICE_WEEKS_MIN } from '../../model/choices.ts';

type TemplateAdvice = Extract<Advice, { readonly kind: 'template' }>;
type Idle = Extract<Advice, { readonly kind: 'idle' }>;
type Stretch = Pick<AdviceWork, 'startMin' | 'endMin'>;

/** A doctor works by a pattern where so much of what is planned or worked is both. */
const ALIKE_FROM = 0.5;
/** A stretch does not fit any more where it stood the same other way in so many weeks. */
const WEEKS_SO = 0.85;
const HOUR_MIN = 60;

/**
 * Templates, alone or in a rotation, that a doctor works by and of which a stretch does not fit any
 * more: it is changed the same way, or taken out, in nearly every week, or is idle. What is worked
 * has no tie to a template; whoever's weeks are most alike to one is taken to work by it.
 */
export function findTemplates(
  patterns: readonly AdvicePattern[],
  work: readonly AdviceWork[],
  idle: readonly Idle[],
): readonly TemplateAdvice[] {
  const byPlace = Map.groupBy(work, ({ branchId, doctorId }) => `${branchId} ${doctorId}`);
  const found = [...byPlace.values()].flatMap((theirs) => {
    const best = bestOf(patterns, theirs);
    return best === null ? [] : findMisfits(best, theirs, idle);
  });
  return found.toSorted((a, b) => b.offByHours - a.offByHours);
}

interface Follower extends Pick<AdviceWork, 'branchId' | 'doctorId'> {
  readonly pattern: AdvicePattern;
  /** The weeks that are of the pattern and in which the doctor worked. */
  readonly weeks: readonly number[];
}

function bestOf(
  patterns: readonly AdvicePattern[],
  theirs: readonly AdviceWork[],
): Follower | null {
  const [first] = theirs;
  if (!first) return null;
  const { branchId, doctorId } = first;
  const worked = new Set(theirs.map(({ week }) => week));
  let best: { readonly alike: number; readonly follower: Follower } | null = null;
  for (const pattern of patterns) {
    const isTheirs =
      (pattern.branchId ?? branchId) === branchId && (pattern.doctorId ?? doctorId) === doctorId;
    const weeks = pattern.weeks.filter((week) => worked.has(week));
    if (!isTheirs || weeks.length < ADVICE_WEEKS_MIN) continue;
    const alike = alikeness(pattern, theirs, weeks);
    if (alike < Math.max(ALIKE_FROM, best?.alike ?? 0)) continue;
    best = { alike, follower: { branchId, doctorId, pattern, weeks } };
  }
  return best?.follower ?? null;
}

/** Minutes both planned and worked, of those that are either. */
function alikeness(
  { pieces }: AdvicePattern,
  theirs: readonly AdviceWork[],
  weeks: readonly number[],
): number {
  let [both, either] = [0, 0];
  for (const week of weeks) {
    const worked = theirs.filter((one) => one.week === week);
    const shared = pieces
      .flatMap((piece) => worked.map((one) => (isOn(piece, one) ? overlapMin(piece, one) : 0)))
      .reduce(add, 0);
    both += shared;
    either += [...pieces, ...worked].map(lengthMin).reduce(add, 0) - shared;
  }
  return either === 0 ? 0 : both / either;
}

function findMisfits(
  { branchId, doctorId, pattern, weeks }: Follower,
  theirs: readonly AdviceWork[],
  idle: readonly Idle[],
): readonly TemplateAdvice[] {
  const { templateId, pieces } = pattern;
  return pieces.flatMap((piece): TemplateAdvice[] => {
    const { weekday, startMin, endMin } = piece;
    const planned = { startMin, endMin };
    const of = { kind: 'template' as const, templateId, branchId, doctorId, weekday, planned };
    const stood = weeks.map((week) =>
      mostOf(
        piece,
        theirs.filter((one) => one.week === week),
      ),
    );
    const usual = mostCommon(stood);
    const offBy = (to: Stretch | null): number =>
      stood.map((was) => differenceMin(to, was)).reduce(add, 0) / weeks.length / HOUR_MIN;
    if (usual.count >= WEEKS_SO * weeks.length && !isSame(usual.stretch, planned)) {
      const evidence = { weeks: weeks.length, weeksSo: usual.count };
      const effect = { offByHours: offBy(planned), offByThenHours: offBy(usual.stretch) };
      return [{ ...of, ...evidence, ...effect, advise: usual.stretch, rest: null, isIdle: false }];
    }
    const unused = idle.find(
      (one) =>
        one.branchId === branchId &&
        one.doctorId === doctorId &&
        one.weekday === weekday &&
        overlapMin(planned, toStretch(one)) > 0,
    );
    return unused ? [{ ...of, ...withoutIdle(planned, unused) }] : [];
  });
}

/** As it is planned, without the hours that nobody wants: cut off at an end, a rest within. */
function withoutIdle(planned: Stretch, idle: Idle) {
  const gone = toStretch(idle);
  const [isFromStart, isToEnd] = [gone.startMin <= planned.startMin, gone.endMin >= planned.endMin];
  const isWithin = !isFromStart && !isToEnd;
  const cut = {
    startMin: isFromStart ? gone.endMin : planned.startMin,
    endMin: isToEnd ? gone.startMin : planned.endMin,
  };
  const { weeks, weeksSo } = idle;
  return {
    ...{ weeks, weeksSo, isIdle: true, rest: isWithin ? gone : null },
    advise: isWithin ? planned : isFromStart && isToEnd ? null : cut,
    // As much as is taken of it all the same is what it would then be wrong by.
    offByHours: ((1 - idle.occupancy) * overlapMin(planned, gone)) / HOUR_MIN,
    offByThenHours: (idle.occupancy * overlapMin(planned, gone)) / HOUR_MIN,
  };
}

/** What stood of a planned stretch: the session of that day with most of it; null for none. */
function mostOf(
  piece: AdvicePattern['pieces'][number],
  worked: readonly AdviceWork[],
): Stretch | null {
  const near = worked
    .filter((one) => isOn(piece, one) && overlapMin(piece, one) > 0)
    .toSorted((a, b) => overlapMin(piece, b) - overlapMin(piece, a) || a.startMin - b.startMin);
  const [most] = near;
  return most ? { startMin: most.startMin, endMin: most.endMin } : null;
}

function mostCommon(all: readonly (Stretch | null)[]): {
  readonly stretch: Stretch | null;
  readonly count: number;
} {
  const groups = [...Map.groupBy(all, (one) => JSON.stringify(one)).values()];
  const [most = []] = groups.toSorted((a, b) => b.length - a.length);
  return { stretch: most[0] ?? null, count: most.length };
}

const toStretch = ({ fromHour, untilHour }: Pick<Idle, 'fromHour' | 'untilHour'>): Stretch => ({
  startMin: fromHour * HOUR_MIN,
  endMin: untilHour * HOUR_MIN,
});

const isOn = (a: { readonly weekday: number }, b: { readonly weekday: number }): boolean =>
  a.weekday === b.weekday;
const lengthMin = ({ startMin, endMin }: Stretch): number => endMin - startMin;
const overlapMin = (a: Stretch, b: Stretch): number =>
  Math.max(0, Math.min(a.endMin, b.endMin) - Math.max(a.startMin, b.startMin));
const isSame = (a: Stretch | null, b: Stretch): boolean =>
  a !== null && a.startMin === b.startMin && a.endMin === b.endMin;
const add = (a: number, b: number): number => a + b;

/** Minutes that are in one of two stretches and not in the other. */
export function differenceMin(a: Stretch | null, b: Stretch | null): number {
  const [ofA, ofB] = [a ? lengthMin(a) : 0, b ? lengthMin(b) : 0];
  return ofA + ofB - 2 * (a && b ? overlapMin(a, b) : 0);
}
