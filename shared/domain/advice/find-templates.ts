import type { Advice, AdvicePattern, AdviceWork } from '../../model/advice.ts';
import { ADVICE_WEEKS_MIN } from '../../model/choices.ts';

type TemplateAdvice = Extract<Advice, { readonly kind: 'template' }>;
type Idle = Extract<Advice, { readonly kind: 'idle' }>;
type Stretch = Pick<AdviceWork, 'startMin' | 'endMin'>;

/** A doctor works by a pattern where so much of what is planned or worked is both. */
const ALIKE_FROM = 0.5;
/** A day says less of that than a week. */
const DAYS_ALIKE_FROM = 0.75;
/** A stretch does not fit any more where it stood the same other way in so many weeks. */
const WEEKS_SO = 0.85;
const HOUR_MIN = 60;

/**
 * Templates, alone or in a rotation, that a doctor works by and of which a stretch does not fit any
 * more: it is changed the same way, or taken out, in nearly every week, or is idle. What is worked
 * has no tie to a template; whoever's weeks are most alike to one is taken to work by it. Of the other
 * weekdays, those that are most alike to a template of one day are worked by that.
 */
export function findTemplates(
  patterns: readonly AdvicePattern[],
  work: readonly AdviceWork[],
  idle: readonly Idle[],
): readonly TemplateAdvice[] {
  const byPlace = Map.groupBy(work, ({ branchId, doctorId }) => `${branchId} ${doctorId}`);
  const followers = [...byPlace.values()].flatMap((theirs) => followersOf(patterns, theirs));
  const found = followers.flatMap((follower) => findMisfits(follower, idle));
  return [...Map.groupBy(found, changeOf).values()]
    .map((same) => together(same, followers))
    .filter(({ weekday, others }) => weekday !== null || others === 0)
    .toSorted((a, b) => b.offByHours - a.offByHours);
}

/** A stretch that does not fit one doctor any more. */
type Misfit = Omit<TemplateAdvice, 'doctorIds' | 'others'> & Pick<AdviceWork, 'doctorId'>;

/** What is advised, whoever it is advised of; of one day, at whichever branch it is worked. */
const changeOf = ({ templateId, branchId, weekday, planned, advise, rest, isIdle }: Misfit) =>
  JSON.stringify([
    ...[templateId, weekday === null ? null : branchId, weekday, planned, advise, rest, isIdle],
  ]);

/**
 * What does not fit several the same way is one change, and others who work by it have to bear it.
 * A template of one day is changed only where there are none.
 */
function together(same: readonly Misfit[], followers: readonly Follower[]): TemplateAdvice {
  const [{ doctorId: _, ...first }] = same as readonly [Misfit, ...Misfit[]];
  const theirs = followers.filter(({ pattern }) => pattern.templateId === first.templateId);
  return {
    ...first,
    doctorIds: [...new Set(same.map(({ doctorId }) => doctorId))],
    others: theirs.length - same.length,
    weeks: Math.min(...same.map(({ weeks }) => weeks)),
    weeksSo: Math.min(...same.map(({ weeksSo }) => weeksSo)),
    offByHours: same.map(({ offByHours }) => offByHours).reduce(add, 0),
    offByThenHours: same.map(({ offByThenHours }) => offByThenHours).reduce(add, 0),
  };
}

/** A day of one of the weeks. */
type Day = Pick<AdviceWork, 'week' | 'weekday'>;

interface Follower extends Pick<AdviceWork, 'branchId' | 'doctorId'> {
  readonly work: readonly AdviceWork[];
  readonly pattern: AdvicePattern;
  /** Those that are of the pattern, in weeks, or of a pattern of one day on days, of work. */
  readonly days: readonly Day[];
}

function followersOf(
  patterns: readonly AdvicePattern[],
  theirs: readonly AdviceWork[],
): readonly Follower[] {
  const [first] = theirs;
  if (!first) return [];
  const { branchId, doctorId } = first;
  const meant = patterns.filter(
    (one) => (one.branchId ?? branchId) === branchId && (one.doctorId ?? doctorId) === doctorId,
  );
  const ofWeek = mostAlike(
    meant.filter(({ lengthDays }) => lengthDays === 7),
    theirs,
    { daysOf: daysOfWeeks, alikeFrom: ALIKE_FROM },
  );
  const taken = new Set(ofWeek?.pattern.pieces.map(({ weekday }) => weekday));
  const ofDay = meant.filter(({ lengthDays }) => lengthDays === 1);
  const byWeekday = Map.groupBy(theirs, ({ weekday }) => weekday);
  const alike = [...byWeekday].flatMap(([weekday, worked]) =>
    taken.has(weekday) ? [] : (mostAlike(ofDay, worked, BY_DAYS) ?? []),
  );
  const byTemplate = Map.groupBy(alike, ({ pattern }) => pattern);
  return [
    ...(ofWeek ? [ofWeek] : []),
    ...[...byTemplate].map(([pattern, some]) => ({
      pattern,
      days: some.flatMap(({ days }) => days),
    })),
  ].map((one) => ({ ...one, branchId, doctorId, work: theirs }));
}

interface Likeness {
  readonly daysOf: (pattern: AdvicePattern, theirs: readonly AdviceWork[]) => readonly Day[];
  readonly alikeFrom: number;
}

/** Of patterns, that to which work is most alike on the days that it is of; null where to none. */
function mostAlike(
  patterns: readonly AdvicePattern[],
  theirs: readonly AdviceWork[],
  { daysOf, alikeFrom }: Likeness,
): Pick<Follower, 'pattern' | 'days'> | null {
  let best: { readonly alike: number; readonly pattern: AdvicePattern } | null = null;
  for (const pattern of patterns) {
    const days = daysOf(pattern, theirs);
    if (new Set(days.map(({ week }) => week)).size < ADVICE_WEEKS_MIN) continue;
    const alike = alikeness(pattern, theirs, days);
    if (alike < Math.max(alikeFrom, best?.alike ?? 0)) continue;
    best = { alike, pattern };
  }
  return best && { pattern: best.pattern, days: daysOf(best.pattern, theirs) };
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

/** The days of the weeks that are of a pattern and in which there was work. */
function daysOfWeeks({ weeks }: AdvicePattern, theirs: readonly AdviceWork[]): readonly Day[] {
  const worked = new Set(theirs.map(({ week }) => week));
  return weeks
    .filter((week) => worked.has(week))
    .flatMap((week) => WEEKDAYS.map((weekday) => ({ week, weekday })));
}

/** The days on which there was work. */
const daysWorked = (_: AdvicePattern, theirs: readonly AdviceWork[]): readonly Day[] =>
  [...Map.groupBy(theirs, ({ week, weekday }) => `${week} ${weekday}`).values()].flatMap(
    ([first]) => (first ? [{ week: first.week, weekday: first.weekday }] : []),
  );

const BY_DAYS: Likeness = { daysOf: daysWorked, alikeFrom: DAYS_ALIKE_FROM };

/** The pieces of a pattern that are of a day. */
const piecesOn = ({ lengthDays, pieces }: AdvicePattern, { weekday }: Day) =>
  lengthDays === 1 ? pieces : pieces.filter((piece) => piece.weekday === weekday);
const workOn = (theirs: readonly AdviceWork[], { week, weekday }: Day): readonly AdviceWork[] =>
  theirs.filter((one) => one.week === week && one.weekday === weekday);

/** Minutes both planned and worked, of those that are either. */
function alikeness(
  pattern: AdvicePattern,
  theirs: readonly AdviceWork[],
  days: readonly Day[],
): number {
  let [both, either] = [0, 0];
  for (const day of days) {
    const [planned, worked] = [piecesOn(pattern, day), workOn(theirs, day)];
    const shared = planned
      .flatMap((piece) => worked.map((one) => overlapMin(piece, one)))
      .reduce(add, 0);
    both += shared;
    either += [...planned, ...worked].map(lengthMin).reduce(add, 0) - shared;
  }
  return either === 0 ? 0 : both / either;
}

function findMisfits(
  { branchId, doctorId, work, pattern, days }: Follower,
  idle: readonly Idle[],
): readonly Misfit[] {
  const { templateId, lengthDays, pieces } = pattern;
  const weeks = new Set(days.map(({ week }) => week)).size;
  return pieces.flatMap((piece): Misfit[] => {
    const { startMin, endMin } = piece;
    const planned = { startMin, endMin };
    const weekday = lengthDays === 1 ? null : piece.weekday;
    const of = { kind: 'template' as const, templateId, branchId, doctorId, weekday, planned };
    const meant = days.filter((day) => lengthDays === 1 || day.weekday === piece.weekday);
    const stood = meant.map((day) => mostOf(piece, workOn(work, day)));
    const usual = mostCommon(stood);
    const offBy = (to: Stretch | null): number =>
      stood.map((was) => differenceMin(to, was)).reduce(add, 0) / weeks / HOUR_MIN;
    if (usual.count >= WEEKS_SO * stood.length && !isSame(usual.stretch, planned)) {
      const evidence = { weeks: stood.length, weeksSo: usual.count };
      const effect = { offByHours: offBy(planned), offByThenHours: offBy(usual.stretch) };
      return [{ ...of, ...evidence, ...effect, advise: usual.stretch, rest: null, isIdle: false }];
    }
    const weekdays = new Set(meant.map((day) => day.weekday));
    const near = idle.filter((one) => one.branchId === branchId && one.doctorId === doctorId);
    const unused = idleOnAll(near, weekdays, planned);
    return unused ? [{ ...of, ...withoutIdle(planned, unused, weekdays.size) }] : [];
  });
}

type IdleHours = Pick<Idle, 'fromHour' | 'untilHour' | 'weeks' | 'weeksSo' | 'occupancy'>;

/** The hours of a planned stretch that are idle on all of some weekdays; null where there are none. */
function idleOnAll(
  idle: readonly Idle[],
  weekdays: ReadonlySet<number>,
  planned: Stretch,
): IdleHours | null {
  let all: IdleHours | null = null;
  for (const weekday of weekdays) {
    const one = idle.find(
      (hours) =>
        hours.weekday === weekday &&
        overlapMin(planned, toStretch(hours)) > 0 &&
        (all === null || overlapMin(toStretch(all), toStretch(hours)) > 0),
    );
    if (!one) return null;
    all = all === null ? one : bothIdle(all, one);
  }
  return all && overlapMin(planned, toStretch(all)) > 0 ? all : null;
}

const bothIdle = (a: IdleHours, b: IdleHours): IdleHours => ({
  fromHour: Math.max(a.fromHour, b.fromHour),
  untilHour: Math.min(a.untilHour, b.untilHour),
  ...{ weeks: a.weeks + b.weeks, weeksSo: a.weeksSo + b.weeksSo },
  occupancy: Math.max(a.occupancy, b.occupancy),
});

/** As it is planned, without the hours that nobody wants: cut off at an end, a rest within. */
function withoutIdle(planned: Stretch, idle: IdleHours, daysAWeek: number) {
  const gone = toStretch(idle);
  const [isFromStart, isToEnd] = [gone.startMin <= planned.startMin, gone.endMin >= planned.endMin];
  const isWithin = !isFromStart && !isToEnd;
  const cut = {
    startMin: isFromStart ? gone.endMin : planned.startMin,
    endMin: isToEnd ? gone.startMin : planned.endMin,
  };
  const { weeks, weeksSo } = idle;
  const hours = (daysAWeek * overlapMin(planned, gone)) / HOUR_MIN;
  return {
    ...{ weeks, weeksSo, isIdle: true, rest: isWithin ? gone : null },
    advise: isWithin ? planned : isFromStart && isToEnd ? null : cut,
    // As much as is taken of it all the same is what it would then be wrong by.
    offByHours: (1 - idle.occupancy) * hours,
    offByThenHours: idle.occupancy * hours,
  };
}

/** What stood of a planned stretch: the session of that day with most of it; null for none. */
function mostOf(
  piece: AdvicePattern['pieces'][number],
  worked: readonly AdviceWork[],
): Stretch | null {
  const near = worked
    .filter((one) => overlapMin(piece, one) > 0)
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
