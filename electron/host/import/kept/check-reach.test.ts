import { describe, expect, test } from 'vitest';
import { mayReach, parseCalendarAddress } from './check-reach.ts';

const EVERYBODYS = ['142.250.1.1', '2a00:1450:4001::1', '::ffff:142.250.1.1'];
const CLINICS = [
  ...['127.0.0.1', '127.8.8.8', '10.1.2.3', '172.16.0.1', '192.168.1.20', '100.64.0.1'],
  ...['::1', 'fd00::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1'],
];
const NOBODYS = [
  ...['169.254.169.254', 'fe80::1', '::ffff:169.254.169.254', '0.0.0.0', '::', '224.0.0.1'],
  ...[
    '255.255.255.255',
    'ff02::1',
    '64:ff9b::a00:1',
    '2002:0a00:0001::',
    '2001:db8::1',
    '240.0.0.1',
  ],
  ...['somewhere', '1.2.3', ''],
];

describe('what a calendar is fetched from', () => {
  test.each(EVERYBODYS)('is %s, wherever it may be [CS3]', (address) => {
    expect([mayReach(address, false), mayReach(address, true)]).toEqual([true, true]);
  });
  test.each(CLINICS)('is %s only where it may be in the clinic’s network [CS3]', (address) => {
    expect([mayReach(address, false), mayReach(address, true)]).toEqual([false, true]);
  });
  test.each(NOBODYS)('is never %j [CS3]', (address) => {
    expect([mayReach(address, false), mayReach(address, true)]).toEqual([false, false]);
  });
});

test.each([
  [
    'https://calendar.example/private-1/basic.ics#x',
    'https://calendar.example/private-1/basic.ics',
  ],
  ['  webcal://calendar.example/a.ics ', 'https://calendar.example/a.ics'],
  ['WEBCALS://calendar.example/a.ics', 'https://calendar.example/a.ics'],
  ['http://0x7f.1/a.ics', 'http://127.0.0.1/a.ics'],
  ['http://2130706433/', 'http://127.0.0.1/'],
  ['file:///etc/passwd', null],
  ['ftp://calendar.example/', null],
  ['javascript:alert(1)', null],
  ['calendar.example/a.ics', null],
  ['https://', null],
  ['', null],
])('%j stands for the address %j [CS3]', (text, url) => {
  expect(parseCalendarAddress(text)?.href ?? null).toBe(url);
});
