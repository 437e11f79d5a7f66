import type { IntentKind } from '../../shared/model/intent.ts';
import { rowsOf } from '../replica/rows-store.ts';
import type { Say } from './use-say.ts';

/** What was done, in a few words that name whom it was done to: "Moved Ravi Menon to 10:30." */
export function doneWords(
  done: {
    readonly kind: IntentKind;
    readonly recordId: string | null;
    readonly said: string | null;
  },
  say: Pick<Say, 'time'>,
): string {
  if (done.said !== null) return done.said;
  const row = rowsOf('appointments').get(done.recordId ?? '');
  const name = row?.patientName ?? 'The appointment';
  switch (done.kind) {
    case 'book':
      return `${name} is booked.`;
    case 'move':
      return row ? `${name} is moved to ${say.time(row.startMs)}.` : `${name} is moved.`;
    case 'cancel':
      return `${name} is cancelled.`;
    case 'set-status':
      return row ? `${name}: ${STATUS[row.status] ?? row.status}.` : 'Done.';
    case 'resolve-conflict':
      return row
        ? `${name} has a new time: ${say.time(row.startMs)}.`
        : 'The conflict is put away.';
    default:
      return 'Done.';
  }
}

const STATUS: Readonly<Record<string, string>> = {
  booked: 'booked again',
  arrived: 'arrived',
  'checked-in': 'checked in',
  'in-consult': 'called in',
  completed: 'completed',
  'no-show': 'did not come',
};
