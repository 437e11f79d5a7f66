import type { Refusal } from '../../shared/model/refusal.ts';
import type { WorkAcceptance, WorkBreach, WorkBreaches } from '../../shared/model/work-breach.ts';
import { midnightOf } from '../../shared/time/day.ts';
import { instantWords } from './instant-words.ts';
import type { Wording } from './refusal-words.ts';
import type { Say } from './use-say.ts';

/** Days of a breach are days of the calendar, whatever the zone. */
const calendar = instantWords('UTC');
const LINES_MAX = 6;
const SAID_MAX = 2;

const dayWords = (day: string): string => calendar.day(midnightOf(day).getTime());

/** "8 h", "7 h 30 min". */
export function hoursWords(minutes: number | null): string {
  const [hours, rest] = [Math.floor((minutes ?? 0) / 60), (minutes ?? 0) % 60];
  return [
    ...(hours > 0 || rest === 0 ? [`${hours} h`] : []),
    ...(rest > 0 ? [`${rest} min`] : []),
  ].join(' ');
}

const daysWords = (days: number | null): string => `${days ?? 0} ${days === 1 ? 'day' : 'days'}`;

type Naming = Pick<Wording, 'doctor' | 'branch' | 'time'>;

/** What of working time goes against what was agreed, as a sentence: asked for, or as it is there. */
export function workBreachWords(breach: WorkBreach, say: Naming, isThere = false): string {
  const has = isThere ? 'has' : 'would have';
  const { kind, day, found, agreed } = breach;
  const doctor = say.doctor(breach.doctorId);
  const branch = say.branch(breach.branchId);
  switch (kind) {
    case 'locum-series':
      return `${doctor} is a locum and works on single days. Add the days one by one, or use a template on them.`;
    case 'out-of-contract':
      return `${dayWords(day)} is outside of the contract of ${doctor}. Change the contract at Doctors first.`;
    case 'not-contracted-here':
      if (breach.effect === 'reason') {
        return `It was not agreed that ${doctor} works at ${branch}. Add the branch at Doctors if it is to be so from now on.`;
      }
      return `${doctor} is a locum, but not at ${branch}. Add the branch at Doctors first.`;
    case 'day-hours':
      return `${dayWords(day)} ${has} ${hoursWords(found)} of work for ${doctor}; ${hoursWords(agreed)} a day are agreed.`;
    case 'week-hours':
      return `The week from ${dayWords(day)} ${has} ${hoursWords(found)} of work for ${doctor}; ${hoursWords(agreed)} a week are agreed.`;
    case 'days-at-branch':
      return `The week from ${dayWords(day)} ${has} ${daysWords(found)} at ${branch} for ${doctor}; ${daysWords(agreed)} are agreed.`;
    case 'travel':
      return travelWords(breach, say, isThere ? 'is' : 'would be');
    case 'room':
      return roomWords(breach, say, isThere ? 'is' : 'would be');
    case 'outside-hours':
      return `${dayWords(day)}, ${say.time(breach.startMs)}–${say.time(breach.endMs)} is outside of the hours that ${doctor} has for ${branch}.`;
  }
}

/** Who, where and when: "Dr. Roy is at Salt Lake until 12:00 and at Park Street from 12:15." */
function travelWords(breach: WorkBreach, say: Naming, is: string): string {
  const { doctorId, day, found, agreed, other, ...one } = breach;
  const places = other ? [one, other].toSorted((a, b) => a.startMs - b.startMs) : [one, one];
  const [first = one, second = one] = places;
  return `${say.doctor(doctorId)} ${is} at ${say.branch(first.branchId)} until ${say.time(first.endMs)} on ${dayWords(day)} and at ${say.branch(second.branchId)} from ${say.time(second.startMs)}: ${found} min on the way, and it takes ${agreed}.`;
}

/** Who is where with whom: "Dr. Roy would be in Room 2 with Dr. Sen, who is there 09:00–12:00." */
function roomWords(
  { doctorId, day, other, room = '', ...one }: WorkBreach,
  say: Naming,
  is: string,
) {
  const who = say.doctor(other?.doctorId ?? '');
  const { startMs, endMs } = other ?? one;
  return `${say.doctor(doctorId)} ${is} in ${room} on ${dayWords(day)}, ${say.time(one.startMs)}–${say.time(one.endMs)}, with ${who}, who is there ${say.time(startMs)}–${say.time(endMs)}.`;
}

/** All of it in a sentence or two, where there is no room for a list. */
export function breachesWords({ first, count }: WorkBreaches, say: Naming): string {
  const said = first.slice(0, SAID_MAX).map((breach) => workBreachWords(breach, say));
  const more = count - said.length;
  return [...said, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
}

/** The words of a notice with what goes against what was agreed, and of the way past it. */
export function workNotice(found: WorkBreaches, say: Say) {
  const isFinal = found.kinds.some(({ effect }) => effect === 'refuse');
  const lines = found.first.slice(0, LINES_MAX).map((breach) => workBreachWords(breach, say));
  const more = found.count - lines.length;
  return {
    title: isFinal ? 'It cannot be so' : titleOf(found),
    lines: more > 0 ? [...lines, `And ${more} more.`] : lines,
    foot: heardWords(found.heard, say),
    isFinal,
    needsReason: found.kinds.some(({ effect }) => effect === 'reason'),
    reasonLabel: 'Why it is done all the same',
    acceptLabel: 'Do it all the same',
  };
}

const titleOf = ({ kinds }: WorkBreaches): string => {
  if (kinds.every(({ kind }) => kind === 'travel')) return 'There is too little time on the way';
  return kinds.every(({ kind }) => kind === 'room')
    ? 'Another doctor is in the room then'
    : 'This goes against what was agreed';
};

/** How old what is known of other branches may be: "Park Street as of 08:40". */
function heardWords(heard: WorkBreaches['heard'], say: Say): string | null {
  const today = say.day(Date.now());
  if (heard.length === 0) return null;
  const named = heard.map(({ branchId, heardMs }) =>
    heardMs === null
      ? `${say.branch(branchId)} not heard yet`
      : `${say.branch(branchId)} as of ${say.day(heardMs) === today ? '' : `${say.day(heardMs)}, `}${say.time(heardMs)}`,
  );
  return `Other branches as far as they are known here: ${named.join(', ')}.`;
}

/** That it was shown to somebody who goes on. */
export const acceptanceOf = (found: WorkBreaches, reason: string | null): WorkAcceptance => ({
  kinds: found.kinds.map(({ kind }) => kind),
  reason,
});

/** What a refusal is about, where it is about what was agreed. */
export const workOfRefusal = (refusal: Refusal | null): WorkBreaches | null =>
  refusal?.kind === 'against-agreement' ? refusal.found : null;
