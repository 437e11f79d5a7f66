import type { SyncStatus } from '../../../shared/wire/desk/status.ts';

interface Advice {
  readonly title: string;
  readonly advice: string;
}

const HELP = 'Tell whoever looks after Daybook.';
const SAFE = 'Work goes on here, and nothing is lost.';

/** Why central does not exchange with this computer at all, and what to do about it. */
const REFUSALS: Readonly<Record<NonNullable<SyncStatus['refusal']>['kind'], Advice>> = {
  'must-update': {
    title: 'This program must be updated',
    advice:
      'What was booked here has been handed over. What others book is not seen here until the update.',
  },
  'protocol-unsupported': {
    title: 'This program and the central server are too far apart in age',
    advice: `One of them must be updated. ${SAFE}`,
  },
  'unknown-replica': {
    title: 'The central server does not know this computer',
    advice: `It has to join again, with a new code from an administrator. ${SAFE}`,
  },
  revoked: {
    title: 'This computer was taken out of service',
    advice:
      'What was not handed over stays here. An administrator can let the computer join again with a new code, and then it is handed over.',
  },
  'bad-signature': {
    title: 'The central server does not recognise this computer',
    advice: `Its key is not the one it joined with. It has to join again, with a new code from an administrator. ${SAFE}`,
  },
  'clock-of-request': {
    title: 'The clock of this computer is wrong',
    advice: `Set it to the right time. ${SAFE}`,
  },
  replayed: {
    title: 'The central server had this message before',
    advice: `It is tried again. ${SAFE}`,
  },
  'too-many-requests': {
    title: 'The central server is being asked too often',
    advice: `It is tried again in a minute. ${SAFE}`,
  },
  malformed: {
    title: 'The central server cannot read what this computer sends',
    advice: `It is tried again. If this stays, one of the two needs an update. ${HELP} ${SAFE}`,
  },
  'too-large': {
    title: 'What this computer sends is too much at once',
    advice: `It is tried again in smaller parts. If this stays: ${HELP} ${SAFE}`,
  },
  forked: {
    title: 'Two computers work under the name of this one',
    advice: `One of them is a copy of the other. Leave the copy switched off. ${HELP}`,
  },
};

export const refusalAdvice = ({ kind }: NonNullable<SyncStatus['refusal']>): Advice =>
  REFUSALS[kind];

/** Whether the computer is a stranger to central until it joins again. */
export const needsNewCode = ({ kind }: NonNullable<SyncStatus['refusal']>): boolean =>
  kind === 'unknown-replica' || kind === 'revoked' || kind === 'bad-signature';

/** One and several of each kind of record, as the desk calls them. */
const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  organisation: ['change of the organisation', 'changes of the organisation'],
  branch: ['branch', 'branches'],
  doctor: ['doctor', 'doctors'],
  doctorBranch: ['place of work', 'places of work'],
  service: ['service', 'services'],
  appUser: ['account', 'accounts'],
  patient: ['patient', 'patients'],
  series: ['weekly schedule', 'weekly schedules'],
  session: ['session', 'sessions'],
  slot: ['slot', 'slots'],
  timeOff: ['time off', 'times off'],
  closure: ['closed day', 'closed days'],
  appointment: ['appointment', 'appointments'],
  attendance: ['count of visits elsewhere', 'counts of visits elsewhere'],
  queueEntry: ['place in the queue', 'places in the queue'],
  alerting: ['setting of alerts', 'settings of alerts'],
  alert: ['alert', 'alerts'],
  messageText: ['text of messages', 'texts of messages'],
  wish: ['wish for a time', 'wishes for a time'],
  messaging: ['setting of messages', 'settings of messages'],
  notification: ['message to a patient', 'messages to patients'],
  conflict: ['conflict', 'conflicts'],
  rotation: ['rotation', 'rotations'],
  template: ['template', 'templates'],
  room: ['room', 'rooms'],
  tag: ['mark', 'marks'],
  rule: ['booking rule', 'booking rules'],
  handover: ['hand-over', 'hand-overs'],
  delegation: ['handing over of time', 'handings over of time'],
  dailyLimit: ['daily limit', 'daily limits'],
  travelTime: ['travel time', 'travel times'],
  agreement: ['agreement with a doctor', 'agreements with doctors'],
  quota: ['share of a day', 'shares of days'],
};
const OTHER = ['other change', 'other changes'] as const;

export const kindName = (kind: string): string => (KINDS[kind] ?? OTHER)[0];

/** "3 appointments, 1 patient" */
export const countedKinds = (byKind: SyncStatus['waitingByKind']): string =>
  Object.entries(byKind)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${(KINDS[kind] ?? OTHER)[count === 1 ? 0 : 1]}`)
    .join(', ');

/** Why central did not take one row, and what to do about it. */
const REASONS: Readonly<Record<string, Advice>> = {
  unreadable: {
    title: 'The central server cannot read it.',
    advice: 'Open it, look for odd characters, and save it again.',
  },
  'forged-version': {
    title: 'The central server cannot tell which version it is.',
    advice: 'Open it and save it again.',
  },
  'outside-scope': {
    title: 'It belongs to another branch or doctor by now.',
    advice: 'Ask there to make the change.',
  },
  'not-permitted': {
    title: 'The booking right is with another branch or computer.',
    advice: 'Ask there to make the change, or ask for the right.',
  },
  'login-taken': {
    title: 'Somebody else signs in by this name.',
    advice: 'Give the account another name to sign in by.',
  },
};
const UNKNOWN_REASON: Advice = {
  title: 'The central server did not take it.',
  advice: `Save it again. If this stays: ${HELP}`,
};

export const reasonAdvice = (reason: string): Advice => REASONS[reason] ?? UNKNOWN_REASON;

const STEPS: readonly (readonly [number, string])[] = [
  [365 * 86_400_000, 'year'],
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
];

/** "3 hours ahead of central"; null while the difference is not worth a word. */
export function clockWords(offsetMs: number): string | null {
  const step = STEPS.find(([unitMs]) => Math.abs(offsetMs) >= 2 * unitMs);
  if (!step) return null;
  const [unitMs, unit] = step;
  const count = Math.round(Math.abs(offsetMs) / unitMs);
  return `${count} ${unit}s ${offsetMs > 0 ? 'ahead of' : 'behind'} central`;
}

/** Clocks further apart than this should be set. */
const CLOCK_WARN_MS = 120_000;

export const isClockWrong = (offsetMs: number | null): offsetMs is number =>
  offsetMs !== null && Math.abs(offsetMs) > CLOCK_WARN_MS;
