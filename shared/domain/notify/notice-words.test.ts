import { expect, test } from 'vitest';
import { NOTIFICATION_STATES } from '../../model/notification.ts';
import { messageStateWords } from './notice-words.ts';

const said = (
  state: (typeof NOTIFICATION_STATES)[number],
  over: Partial<Parameters<typeof messageStateWords>[0]> = {},
): string =>
  messageStateWords(
    { state, reason: null, settledMs: null, unsynced: false, ...over },
    () => '9:15',
  );

test('how far a message is stands at the branch in words: queued without a connection, sent, failed and why, no number [NO3]', () => {
  expect(said('waiting', { unsynced: true })).toBe('Queued, no connection');
  expect(said('waiting')).toBe('Waiting to be sent');
  expect(said('waiting', { reason: 'ECONNREFUSED' })).toBe(
    'Waiting, tried once: the gateway cannot be reached',
  );
  expect(said('sent', { settledMs: 1 })).toBe('Sent at 9:15');
  expect(said('failed', { reason: '400 The number is not valid' })).toBe(
    'Failed: 400 The number is not valid',
  );
  expect(said('failed')).toBe('Failed: no reason was given');
  expect(said('no-address')).toBe('No number to reach them');
  expect(said('withdrawn', { reason: 'deadline' })).toBe('Not sent: the time to answer was over');
  // Each says another thing.
  expect(new Set(NOTIFICATION_STATES.map((state) => said(state))).size).toBe(
    NOTIFICATION_STATES.length,
  );
});
