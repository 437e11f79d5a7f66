import { expect, test } from 'vitest';
import { serviceMinutes } from './service-minutes.ts';

test('a visit takes as long as the doctor says, else as long as the service says [SV1]', () => {
  const overrides = [
    { doctorId: 'slow', durationMin: 40 },
    { doctorId: 'never', durationMin: null },
  ];
  const service = { durationMin: 15, overrides };
  expect(serviceMinutes(service, 'slow')).toBe(40);
  expect(serviceMinutes(service, 'never')).toBeNull();
  expect(serviceMinutes(service, 'any')).toBe(15);
  expect(serviceMinutes(service, null)).toBe(15);
});
