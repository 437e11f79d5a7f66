import type { NoticeKind, Notification } from '../../model/notification.ts';

/** What a patient is told of, in a word, on the screen and on paper. */
export const NOTICE_NAMES: Readonly<Record<NoticeKind, string>> = {
  booked: 'Booked',
  moved: 'Moved',
  cancelled: 'Cancelled',
  displaced: 'Lost its time',
  offer: 'Offer',
  reminder: 'Reminder',
};

type Said = Pick<Notification, 'state' | 'reason' | 'settledMs'> & {
  /** Central has not heard of it. */
  readonly unsynced: boolean;
};

/** How far a message has come, for whoever asks whether the patient knows. */
export function messageStateWords(message: Said, time: (atMs: number) => string): string {
  const { state, reason, unsynced, settledMs } = message;
  switch (state) {
    case 'waiting':
      if (unsynced) return 'Queued, no connection';
      return reason === null ? 'Waiting to be sent' : `Waiting, tried once: ${reasonWords(reason)}`;
    case 'sending':
      return 'Being sent';
    case 'sent':
      return settledMs === null ? 'Sent' : `Sent at ${time(settledMs)}`;
    case 'failed':
      return `Failed: ${reasonWords(reason)}`;
    case 'unknown':
      return 'Not known whether it was sent';
    case 'no-address':
      return 'No number to reach them';
    case 'opted-out':
      return 'Wants no messages';
    case 'told':
      return 'Told by phone';
    case 'withdrawn':
      return reason === 'deadline'
        ? 'Not sent: the time to answer was over'
        : 'Not sent: it was changed before';
  }
}

/** What is wrong with a message in the words of the desk; else what the gateway said. */
const reasonWords = (reason: string | null): string => REASONS[reason ?? ''] ?? reason ?? '';

const REASONS: Readonly<Record<string, string>> = {
  '': 'no reason was given',
  'not-set-up': 'central is not set up to send it',
  'no-answer': 'no answer came',
  ECONNREFUSED: 'the gateway cannot be reached',
  ENOTFOUND: 'the gateway cannot be reached',
  'connection-lost': 'the connection broke',
};
