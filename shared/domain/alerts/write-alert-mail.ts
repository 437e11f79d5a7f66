import type { Alert } from '../../model/alert.ts';
import { midnightOf } from '../../time/day.ts';
import { severityOf } from './alert-rules.ts';
import { alertSentence } from './alert-sentence.ts';

const DAY = new Intl.DateTimeFormat('en-GB', {
  ...{ weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' },
});

/** A name may hold anything, but for line ends, which would be headers in an e-mail. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/**
 * An alert as an e-mail. What a person typed, a reason above all, may name a patient and does not
 * leave the book.
 */
export function writeAlertMail(
  alert: Pick<Alert, 'kind' | 'subjectName' | 'byName' | 'amount' | 'day'>,
  { clinic, branch }: { readonly clinic: string; readonly branch: string | null },
): { readonly subject: string; readonly text: string } {
  const day = alert.day === null ? '' : DAY.format(midnightOf(alert.day));
  const said = oneLine(alertSentence(alert, day));
  const place = branch === null ? clinic : `${branch}, ${clinic}`;
  const mark = severityOf(alert.kind) === 'urgent' ? 'Urgent: ' : '';
  return {
    subject: oneLine(`${mark}${said}`),
    text: `${said}\n\n${oneLine(place)}\n\nMore stands at "Alerts" in Daybook, where it can be settled or put off.`,
  };
}
