import { expect, test } from 'vitest';
import { formatCountdown } from './countdown.tsx';

test('minutes and seconds', () => {
  expect([252, 60, 9, 0].map(formatCountdown)).toEqual(['4:12', '1:00', '0:09', '0:00']);
});
