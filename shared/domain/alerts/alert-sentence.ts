import type { Alert } from '../../model/alert.ts';

type Said = Pick<Alert, 'kind' | 'subjectName' | 'byName' | 'amount'>;

const many = (count: number, one: string, more: string): string =>
  count === 1 ? `1 ${one}` : `${count} ${more}`;

const SENTENCES: Readonly<Record<Alert['kind'], (alert: Said, day: string) => string>> = {
  'day-cleared': ({ subjectName, byName, amount }, day) =>
    `Dr. ${subjectName} has no working time any more on ${day}: ${
      amount === 0
        ? 'nobody was booked'
        : `${many(amount, 'appointment was', 'appointments were')} cancelled or lost the time`
    }. Entered by ${byName ?? 'somebody'}.`,
  'mass-cancelled': ({ byName, amount }) =>
    `${byName ?? 'Somebody'} cancelled ${many(amount, 'appointment', 'appointments')} within an hour.`,
  'overbooking-refused': ({ byName, amount }) =>
    `${byName ?? 'Somebody'} was refused a time that is taken ${many(amount, 'time', 'times')} within an hour.`,
  'sign-in-failed': ({ byName, subjectName, amount }) =>
    byName === null
      ? `At ${subjectName}, somebody tried ${many(amount, 'time', 'times')} within an hour to sign in as nobody who is known.`
      : `The password of ${byName} was wrong ${many(amount, 'time', 'times')} within an hour.`,
  'rule-overridden': ({ byName, amount }) =>
    `${byName ?? 'Somebody'} went past booking rules ${many(amount, 'time', 'times')} within a day.`,
  exported: ({ byName, amount }) =>
    `${byName ?? 'Somebody'} took ${many(amount, 'file', 'files')} of the book within an hour.`,
  'branch-silent': ({ subjectName, amount }) =>
    amount === 0
      ? `Central has not heard from ${subjectName} yet.`
      : `Central has not heard from ${subjectName} for ${many(amount, 'hour', 'hours')}.`,
  'conflict-waits': ({ subjectName, amount }) =>
    `${many(amount, 'conflict waits', 'conflicts wait')} at ${subjectName} for longer than it should.`,
  'backup-failed': ({ subjectName, amount }) =>
    `The book of ${subjectName} could not be backed up${amount > 1 ? `, ${amount} times in a row` : ''}.`,
  'trail-altered': ({ subjectName }) =>
    `The audit trail of ${subjectName} does not go on from what central has of it: it was set back, or altered.`,
};

/** What an alert tells of, in one sentence; `day` is that of a cleared day, in words. */
export const alertSentence = (alert: Said, day: string): string =>
  SENTENCES[alert.kind](alert, day);
