import type { DeskMessage } from '../../shared/wire/desk/rows.ts';

export const messageWords = {
  ask: 'Tell the patient',
  askAll: 'Tell the patients',
  add: 'A sentence for all of them',
  addHint: 'Stands after the text of each message.',
  kinds: {
    booked: 'Booked',
    moved: 'Moved',
    cancelled: 'Cancelled',
    displaced: 'Lost its time',
    offer: 'Offer',
    reminder: 'Reminder',
  },
  channels: { sms: 'SMS', email: 'E-mail' },
  sendAgain: 'Send again',
  markTold: 'Told by phone',
} as const;

type Said = Pick<DeskMessage, 'state' | 'reason' | 'unsynced' | 'settledMs'>;

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
