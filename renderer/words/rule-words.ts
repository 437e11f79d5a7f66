import { exhaustive } from '../../shared/core/exhaustive.ts';
import type { Demand, RuleBreach } from '../../shared/model/rule.ts';
import type { ServicesDemand } from '../../shared/model/service.ts';
import type { TagDemand } from '../../shared/model/tag.ts';
import { formatClockTime } from '../../shared/time/clock-time.ts';

const HOUR_MIN = 60;
const DAY_MIN = 24 * HOUR_MIN;

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** Minutes in the largest unit that fits: `2 days`, `90 minutes`. */
function spanWords(minutes: number): string {
  if (minutes >= DAY_MIN && minutes % DAY_MIN === 0) return counted(minutes / DAY_MIN, 'day');
  if (minutes >= HOUR_MIN && minutes % HOUR_MIN === 0) return counted(minutes / HOUR_MIN, 'hour');
  return counted(minutes, 'minute');
}

/** Roughly how long, for what somebody is told in passing. */
const aboutWords = (minutes: number): string =>
  minutes >= 2 * DAY_MIN
    ? counted(Math.floor(minutes / DAY_MIN), 'day')
    : minutes >= 2 * HOUR_MIN
      ? counted(Math.floor(minutes / HOUR_MIN), 'hour')
      : counted(minutes, 'minute');

/** What a rule demands, as a sentence of the house rules. */
export function demandWords(demand: Demand): string {
  switch (demand.kind) {
    case 'max-visits':
      return `At most ${counted(demand.max, 'visit')} a ${demand.per} per ${demand.of}`;
    case 'min-gap':
      return `${spanWords(demand.minutes)} free between two visits`;
    case 'notice':
      return `Booked at least ${spanWords(demand.minutes)} before`;
    case 'horizon':
      return demand.days === 0
        ? 'Booked on the day itself only'
        : `Booked at most ${counted(demand.days, 'day')} ahead`;
    case 'same-day-until':
      return `Visits of today are booked until ${formatClockTime(demand.minuteOfDay)}`;
    case 'change-notice':
      return `${demand.change === 'move' ? 'Moved' : 'Cancelled'} at least ${spanWords(demand.minutes)} before`;
    case 'max-moves':
      return demand.max === 0 ? 'Never moved' : `Moved at most ${counted(demand.max, 'time')}`;
    case 'age':
      return ageWords(demand);
    case 'sex':
      return `For ${demand.sex} patients`;
    case 'new-patient-slots':
      return `Slots tagged “${demand.tag}” are for new patients, and they get no others`;
    case 'missed':
      return `Whoever missed ${demand.missed} of the last ${counted(demand.of, 'visit')}${demand.lateToo ? ', or called off within a day' : ''}`;
    default:
      return exhaustive(demand);
  }
}

function ageWords({ minYears, maxYears }: Extract<Demand, { kind: 'age' }>): string {
  if (minYears === null) return `For patients of at most ${maxYears ?? '…'} years`;
  return maxYears === null
    ? `For patients from ${minYears} years on`
    : `For patients from ${minYears} to ${maxYears} years`;
}

/** How a booking breaks a rule: what was found, then what is demanded. */
export function breachWords({ name, demand, found }: RuleBreach): string {
  if (demand.kind === 'tag') return `${tagWords(name, demand)}.`;
  if (demand.kind === 'services') return `${servicesWords(demand)}.`;
  const seen = found === null ? null : foundWords(demand, found);
  return `${name}: ${demandWords(demand)}${seen === null ? '' : ` (${seen})`}.`;
}

/** What working time is for that something else is wanted in. */
function servicesWords({ services }: ServicesDemand): string {
  const named = services.map((name) => `“${name}”`);
  const last = named.at(-1) ?? 'other services';
  const all = named.length > 1 ? `${named.slice(0, -1).join(', ')} and ${last}` : last;
  return `This session is for ${all} alone: choose another time, or a manager books it with a reason`;
}

/** What a mark does to bookings, as a sentence. */
function tagWords(name: string, { effect, releaseMin }: Omit<TagDemand, 'kind'>): string {
  switch (effect) {
    case 'walk-in-only':
      return `“${name}” is for those who walk in: the desk books it on the day itself, nobody before`;
    case 'emergency':
      return releaseMin === null
        ? `“${name}” is kept for emergencies: only an emergency is booked there`
        : `“${name}” is kept for emergencies until ${releaseMin === 0 ? 'it begins' : `${spanWords(releaseMin)} before`}: until then only an emergency is booked there`;
    case 'own':
      return `“${name}” is the doctor’s own time: the doctor books it, or who answers for the day, with a reason`;
    default:
      return exhaustive(effect);
  }
}

function foundWords(demand: Demand, found: number): string | null {
  switch (demand.kind) {
    case 'max-visits':
      return `there ${found === 1 ? 'is' : 'are'} ${found} already`;
    case 'min-gap':
      return found === 0 ? 'there are none' : `only ${counted(found, 'minute')}`;
    case 'notice':
    case 'change-notice':
      return `only ${aboutWords(found)} left`;
    case 'horizon':
      return `this is ${counted(found, 'day')} ahead`;
    case 'same-day-until':
      return `it is ${formatClockTime(found)}`;
    case 'max-moves':
      return `it was moved ${counted(found, 'time')}`;
    case 'age':
      return `the patient is ${found} then`;
    case 'missed':
      return `${found} missed`;
    default:
      return null;
  }
}
