import { formatShare } from '../../../shared/domain/reports/figure-format.ts';
import type { Advice, TemplateStretch } from '../../../shared/model/advice.ts';
import { formatClockTime } from '../../../shared/time/clock-time.ts';

const DAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];
const one = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

export const adviceWords = {
  title: 'Worth changing',
  hint: (weeks: number, first: string, last: string) =>
    `Found in ${weeks} whole weeks, ${first} to ${last}, by rules that ask for the same in nearly all of them.`,
  none: 'Nothing stands out in these weeks.',
  tooFew: (weeks: number, needed: number) =>
    `Advice takes ${needed} whole weeks of appointments; so far there are ${weeks}.`,
  evidence: 'Seen',
  effect: 'To be expected',
  prepare: 'Prepare the change',
  prepareFor: (title: string) => `Prepare the change: ${title}`,
  show: 'Show who stayed away',
  noSession: 'There is no such working time ahead that is known here.',
  restName: 'Not worked',
  someTemplate: 'of this name',
} as const;

/** Who and what a piece of advice is about. */
interface Names {
  readonly doctor: (id: string) => string;
  readonly branch: (id: string) => string;
  readonly service: (id: string) => string;
  readonly template: (id: string) => string;
}

export interface AdviceText {
  readonly title: string;
  readonly evidence: string;
  readonly effect: string;
}

/** A piece of advice as it is read. */
export function adviceText(advice: Advice, names: Names): AdviceText {
  switch (advice.kind) {
    case 'idle':
      return idleText(advice, names);
    case 'full':
      return fullText(advice, names);
    case 'length':
      return {
        title: `Plan ${advice.adviseMin} minutes for ${names.service(advice.serviceId)}`,
        evidence: `${advice.plannedMin} minutes are planned; half of ${advice.visits.toLocaleString('en-GB')} visits took about ${advice.adviseMin} or more.`,
        effect: `A visit is then planned wrongly by ${one.format(advice.offByThenMin)} minutes on average instead of ${one.format(advice.offByMin)}.`,
      };
    case 'overbook':
      return {
        title: `${names.doctor(advice.doctorId)}: ${advice.moreADay} more on ${DAYS[advice.weekday - 1]} at ${names.branch(advice.branchId)}`,
        evidence: `${formatShare(advice.noShowRate)} of the patients stayed away on ${advice.weeks} such days; on all of them but one at least ${formatShare(advice.lowestRate)}.`,
        effect: `${advice.moreADay} more ${advice.moreADay === 1 ? 'patient' : 'patients'} seen on such a day, booked two at a time at its beginning; somebody waits for it only when fewer stay away than on all those.`,
      };
    case 'template':
      return templateText(advice, names);
  }
}

type Of<K extends Advice['kind']> = Extract<Advice, { readonly kind: K }>;

function idleText(advice: Of<'idle'>, names: Names): AdviceText {
  const { doctorId, branchId, weekday, fromHour, untilHour, weeks, weeksSo } = advice;
  return {
    title: `${names.doctor(doctorId)}: fewer slots on ${DAYS[weekday - 1]}, ${clock(fromHour)}–${clock(untilHour)}`,
    evidence: `Idle in ${weeksSo} of ${weeks} weeks at ${names.branch(branchId)}: ${formatShare(advice.occupancy)} of that time was booked.`,
    effect: `${one.format(advice.freedHours)} ${advice.freedHours === 1 ? 'hour' : 'hours'} a week for something else, and hardly an appointment less.`,
  };
}

function fullText(advice: Of<'full'>, names: Names): AdviceText {
  const { doctorId, branchId, weekday, weeks, weeksSo, addedMin } = advice;
  return {
    title: `${names.doctor(doctorId)}: ${addedMin} minutes more on ${DAYS[weekday - 1]}`,
    evidence: `Full, with walk-ins lost, in ${weeksSo} of ${weeks} weeks at ${names.branch(branchId)}: ${formatShare(advice.occupancy)} booked, ${one.format(advice.lostAWeek)} lost a week.`,
    effect: `About ${one.format(advice.servedAWeek)} more patients served a week.`,
  };
}

const LIST = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Whoever changes a template should know whom else they change it for. */
const othersText = (others: number): string =>
  others === 0
    ? ''
    : ` ${others === 1 ? 'Another doctor works' : `${others} other doctors work`} by it, too, for whom it would change as well.`;

const span = ({ startMin, endMin }: TemplateStretch): string =>
  `${formatClockTime(startMin)}–${formatClockTime(endMin)}`;

function templateText(advice: Of<'template'>, names: Names): AdviceText {
  const { weekday, weeks, weeksSo, planned, advise, rest, isIdle } = advice;
  const doctors = LIST.format(advice.doctorIds.map(names.doctor));
  const works = advice.doctorIds.length === 1 ? 'works' : 'work';
  const who = `${doctors} ${works} by it at ${names.branch(advice.branchId)}`;
  const others = othersText(advice.others);
  const planning = `${weekday === null ? 'each day' : DAYS[weekday - 1]} ${span(planned)}`;
  const times = `in ${weeksSo} of ${weeks} ${weekday === null ? 'days' : 'weeks'}`;
  const stood = advise === null ? 'it was not worked' : `it was ${span(advise)}`;
  const then = advise === null ? 'without them' : rest ? `not ${span(rest)}` : span(advise);
  return {
    title: `Template “${names.template(advice.templateId)}”: ${planning}, ${then}`,
    evidence: isIdle
      ? `${who}, and hardly anybody came then ${times}.${others}`
      : `${who}; ${times} ${stood}.${others}`,
    effect: `${one.format(advice.offByThenHours)} hours a week planned otherwise than they are ${isIdle ? 'wanted' : 'worked'}, instead of ${one.format(advice.offByHours)}, wherever it is applied next.`,
  };
}
