import { NOTICE_NAMES } from '../../shared/domain/notify/notice-words.ts';

export const messageWords = {
  ask: 'Tell the patient',
  askAll: 'Tell the patients',
  add: 'A sentence for all of them',
  addHint: 'Stands after the text of each message.',
  kinds: NOTICE_NAMES,
  channels: { sms: 'SMS', email: 'E-mail' },
  sendAgain: 'Send again',
  markTold: 'Told by phone',
} as const;
