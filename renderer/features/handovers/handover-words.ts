import type { DELEGATION_FILTERS } from '../../../shared/model/choices.ts';
import type { Delegation } from '../../../shared/model/delegation.ts';

/** The words of the screen of handovers. */
export const words = {
  title: 'Handovers',
  intro:
    'Who gave working time to whom, and why. The other doctor accepts it; then the time passes with everyone who is booked in it.',
  add: 'Hand over time',
  search: 'Doctor, person or reason',
  show: 'Show',
  filters: {
    all: 'All',
    open: 'Open',
    done: 'Handed over',
    'not-done': 'Not handed over',
  } satisfies Record<(typeof DELEGATION_FILTERS)[number], string>,
  from: 'From',
  to: 'To',
  firstDay: 'Day',
  lastDay: 'Until the day',
  wholeDays: 'Whole days',
  fromTime: 'From the time',
  untilTime: 'Until the time',
  reason: 'Reason',
  tell: 'Tell the patients once it is accepted',
  offer: 'Ask for acceptance',
  leave: 'Leave it',
  noTime: 'Choose days and times that end after they begin.',
  when: 'Time',
  who: 'From and to',
  why: 'Reason',
  state: 'Answer',
  patients: (count: number) => (count === 1 ? '1 patient' : `${count} patients`),
  by: (name: string, when: string) => `${name}, ${when}`,
  arrow: (from: string, to: string) => `${from} to ${to}`,
  isBack: 'given back',
  accept: 'Accept',
  decline: 'Decline',
  withdraw: 'Withdraw',
  giveBack: 'Give back',
  back: 'Why it is given back',
  ask: 'Ask for it to be taken back',
  asked: 'Offered; the other doctor has to accept.',
  accepted: 'Handed over.',
  declined: 'Declined.',
  withdrawn: 'Withdrawn.',
  none: 'No handovers here',
  noneHint: 'A doctor’s time can be handed over here, or from an appointment in the schedule.',
  cut: (max: number) => `Only the last ${max} are shown. Search to find others.`,
  againstRules: 'This goes against the rules of the clinic',
  allTheSame: 'Accept all the same',
  acceptReason: 'Reason, for the audit trail',
} as const;

const STATES: Readonly<Record<Delegation['state'], string>> = {
  asked: 'Waits for an answer',
  declined: 'Declined',
  accepted: 'Accepted, waits for the branch’s computer',
  withdrawn: 'Withdrawn',
  failed: 'Could not be carried out',
  done: 'Handed over',
  returned: 'Handed over, and given back since',
};

/** Why what was accepted did not come to pass, for those that happen. */
const FAILURES: Readonly<Record<string, string>> = {
  'doctor-away': 'the other doctor is away then',
  'time-taken': 'the other doctor has somebody else then',
  'session-overlap': 'the other doctor works elsewhere then',
  'in-the-past': 'the time had begun',
  'no-session-there': 'the working time was gone',
  'not-home': 'another computer holds the bookings of it',
  'under-way': 'its bookings were on their way to another computer',
  'cuts-visit': 'somebody is booked in it and beyond it',
  'service-not-offered': 'the other doctor does not do what somebody is booked for',
  'against-rules': 'it goes against a rule of the clinic',
  'against-agreement': 'it goes against what was agreed with the other doctor',
};

/** How far it is. What nobody answered before it began has expired. */
export function stateWords(
  { state, failure, startMs }: Pick<Delegation, 'state' | 'failure' | 'startMs'>,
  nowMs: number,
): string {
  if ((state === 'asked' || state === 'accepted') && startMs <= nowMs) return 'Expired';
  if (state !== 'failed' || failure === null) return STATES[state];
  return `${STATES.failed}: ${FAILURES[failure] ?? 'something was in the way'}`;
}
