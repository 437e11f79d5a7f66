import { expect, test } from 'vitest';
import {
  findStrangeServices,
  knownServices,
  readServices,
  unsaidServices,
} from './read-services.ts';

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

test('what is called otherwise here is found once, by where it comes first, until somebody says what it is [SV10]', () => {
  const called = (line: number, ...names: readonly string[]) => ({
    line,
    services: names.map((name) => ({ key: '', name })),
  });
  const file = [called(2, 'Surgery', ' Massage'), called(3, 'massage', 'Dr. Dance'), called(4, '')];
  const strange = findStrangeServices(file, OURS);
  expect(strange).toEqual([
    { name: 'Massage', line: 2 },
    { name: 'Dr. Dance', line: 3 },
  ]);
  const meanings = [
    { name: 'MASSAGE', serviceId: 's' },
    { name: 'Dr. Dance', serviceId: null },
  ];
  expect(unsaidServices(strange, meanings.slice(0, 1))).toEqual([{ name: 'Dr. Dance', line: 3 }]);
  expect(unsaidServices(strange, meanings)).toEqual([]);
  const named = [...(file[0]?.services ?? []), ...(file[1]?.services ?? [])];
  expect(knownServices(named, OURS, meanings)).toEqual(['s']);
  expect(readServices('Consultation; massage, Dr. Dance', OURS, meanings)).toEqual(['c', 's']);
  expect(readServices('Consultation; massage, Dance on', OURS, meanings)).toBeNull();
  // What somebody said of a service that is not in use any more counts for nothing.
  expect(knownServices(named, OURS.slice(0, 1), meanings)).toEqual([]);
});

test('of a file with ever other names a person is asked about so many [SV10]', () => {
  const file = Array.from({ length: 500 }, (_, line) => ({
    line,
    services: [{ key: '', name: `Name ${line}`.repeat(40) }],
  }));
  const strange = findStrangeServices(file, OURS);
  expect(strange).toHaveLength(50);
  expect(Math.max(...strange.map(({ name }) => name.length))).toBe(200);
});
