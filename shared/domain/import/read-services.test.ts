import { expect, test } from 'vitest';
import { knownServices, readServices } from './read-services.ts';

const OURS = [
  { id: 'c', name: 'Consultation' },
  { id: 's', name: 'Surgery' },
  { id: 'e', name: 'ECG, resting' },
];

test('what working time of a table is for is read by name, several apart by semicolons or commas [SV9]', () => {
  expect(readServices('', OURS)).toEqual([]);
  expect(readServices('consultation ; Surgery', OURS)).toEqual(['c', 's']);
  expect(readServices('Consultation, Surgery, surgery', OURS)).toEqual(['c', 's']);
  expect(readServices('ECG, resting; Surgery', OURS)).toEqual(['e', 's']);
  expect(readServices('Surgery; Massage', OURS)).toBeNull();
});

test('of what a list names, our services count, by our id before the name [SV9]', () => {
  const named = [
    { key: 's', name: 'Operation' },
    { key: '', name: 'consultation' },
    { key: 'x', name: 'Massage' },
  ];
  expect(knownServices(named, OURS)).toEqual(['s', 'c']);
});
