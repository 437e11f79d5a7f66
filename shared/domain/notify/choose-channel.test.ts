import { expect, test } from 'vitest';
import { chooseChannel, toE164 } from './choose-channel.ts';

const someone = { phone: '98300 11842', email: null, optedOut: false };
const willing = { ...someone, allowsSms: true, allowsEmail: true };

test('an SMS comes before an e-mail, and nobody is told by a way they did not want [NO2]', () => {
  expect(chooseChannel(willing)).toEqual({ channel: 'sms', state: 'waiting' });
  const both = { ...willing, email: 'meera@example.org' };
  expect(chooseChannel(both).channel).toBe('sms');
  expect(chooseChannel({ ...both, allowsSms: false }).channel).toBe('email');
  expect(chooseChannel({ ...both, allowsSms: false, allowsEmail: false })).toEqual({
    channel: null,
    state: 'opted-out',
  });
  expect(chooseChannel({ ...both, optedOut: true }).state).toBe('opted-out');
});

test('who has neither a telephone nor an address is to be called on [NO2]', () => {
  expect(chooseChannel(null)).toEqual({ channel: null, state: 'no-address' });
  for (const phone of [null, '', 'ask her son', '123', '98300 11842 or 98300 11843']) {
    expect(chooseChannel({ ...willing, phone }).state).toBe('no-address');
  }
  expect(chooseChannel({ ...willing, phone: null, email: 'meera at home' }).state).toBe(
    'no-address',
  );
});

test('a number is dialled within the country, or as it stands', () => {
  expect(toE164('98300 11842', '91')).toBe('+919830011842');
  expect(toE164('098300 11842', '91')).toBe('+919830011842');
  expect(toE164('+44 20 7946 0018', '91')).toBe('+442079460018');
  expect(toE164('0044 20 7946 0018', '91')).toBe('+442079460018');
});
