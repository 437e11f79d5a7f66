import { expect, test } from 'vitest';
import type { DoctorColumn } from '../../state/event-view.ts';
import { busyFirst, workingFirst } from './working-first.ts';

const DAY_MS = 86_400_000;
const doctor = (id: string, utilisation: number | null, away = false): DoctorColumn => ({
  ...{ id, name: id, initials: id, speciality: '', utilisation, away },
  ...{ lateMin: 0, rooms: '', sharedWith: '' },
});
const at = (doctorId: string, ms: number, kind: 'appointment' | 'busy' = 'appointment') => ({
  ...{ kind, doctorId, start: new Date(ms) },
});

test('who works or is booked that day comes before who is away, and those before who has no hours', () => {
  const doctors = [
    doctor('a', null),
    doctor('b', null, true),
    doctor('c', 0.5),
    doctor('d', null),
    doctor('e', 0),
  ];
  const events = [at('d', DAY_MS), at('a', 2 * DAY_MS), at('a', DAY_MS, 'busy')];
  const order = (dayMs: number) => workingFirst(doctors, events, dayMs).map(({ id }) => id);
  expect(order(DAY_MS).join('')).toBe('cdeba');
  expect(order(2 * DAY_MS).join('')).toBe('acebd');
});

test('a week has the same order whichever of its days is chosen: who is booked in it, and the others', () => {
  const doctors = [doctor('a', null), doctor('b', 0.5), doctor('c', null, true), doctor('d', null)];
  const monday = Date.UTC(2026, 2, 2);
  const events = [at('d', monday + DAY_MS), at('c', monday + 6 * DAY_MS), at('b', monday - DAY_MS)];
  const order = (dayMs: number) => busyFirst(doctors, events, dayMs).map(({ id }) => id);
  expect(order(monday).join('')).toBe('cdab');
  expect(order(monday + 5 * DAY_MS).join('')).toBe('cdab');
});
