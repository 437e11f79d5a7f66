import { describe, expect, test } from 'vitest';
import { knownTimeZone } from '../../time/time-zone.ts';
import { findClashes } from './find-clashes.ts';
import { groupSlots } from './group-slots.ts';
import { guessMapping } from './guess-mapping.ts';
import { readAvailable, readDay, readMinute } from './import-fields.ts';
import { readPatientRow, readSlotRow, type SlotRow } from './read-rows.ts';

const cells =
  (values: Readonly<Record<string, string>>) =>
  (field: string): string =>
    values[field] ?? '';
const BERLIN = knownTimeZone('Europe/Berlin');
const how = { dateFormat: 'yyyy-mm-dd', slotMin: 15, zone: BERLIN } as const;
const slot = (startMin: number, minutes = 15): SlotRow => ({
  ...{ line: startMin, id: String(startMin), isAvailable: true, patientNumber: null, note: '' },
  ...{
    tags: [],
    services: '',
    sharedWith: '',
    ...{ capacity: 1, room: '' },
    startMs: startMin * 60_000,
    endMs: (startMin + minutes) * 60_000,
  },
});

describe('fields', () => {
  test.each([
    ['2024-02-29', 'yyyy-mm-dd', '2024-02-29'],
    ['2023-02-29', 'yyyy-mm-dd', null],
    ['29/2/2024', 'dd/mm/yyyy', '2024-02-29'],
    ['2/29/2024', 'mm/dd/yyyy', '2024-02-29'],
    ['13/29/2024', 'mm/dd/yyyy', null],
    ['31.04.2024', 'dd.mm.yyyy', null],
    ['0206-01-01', 'yyyy-mm-dd', null],
    ['9999-01-01', 'yyyy-mm-dd', null],
    ['', 'yyyy-mm-dd', null],
  ] as const)('the day %j as %s is %j [IM3]', (text, format, day) => {
    expect(readDay(text, format)).toBe(day);
  });

  test.each([
    ['9:05', 545],
    ['09:05:59', 545],
    ['12:00 am', 0],
    ['12:30 PM', 750],
    ['24:00', null],
    ['9:60', null],
    ['nine', null],
  ])('the time %j is minute %j [IM3]', (text, minute) => {
    expect(readMinute(text)).toBe(minute);
  });

  test('a slot is free, taken, or not understood', () => {
    expect(['True', 'booked', 'perhaps'].map(readAvailable)).toEqual([true, false, null]);
  });
});

describe('rows', () => {
  test('a time that the clock skips is reported, and one it has twice is the first [IM3]', () => {
    const skipped = readSlotRow(cells({ id: '1', date: '2024-03-31', time: '02:30' }), 2, how);
    expect(skipped).toMatchObject({ problem: { kind: 'time-skipped', value: '02:30' } });
    const twice = readSlotRow(cells({ id: '1', date: '2024-10-27', time: '02:30' }), 2, how);
    expect(twice).toMatchObject({ row: { startMs: Date.UTC(2024, 9, 27, 0, 30), line: 2 } });
  });

  test.each([
    [{ 'end-time': '09:20' }, 20],
    [{ duration: '30' }, 30],
    [{}, 15],
    [{ 'end-time': '09:00' }, null],
    [{ 'end-time': '08:00' }, null],
    [{ duration: '3' }, null],
    [{ duration: '900' }, null],
    [{ duration: '12.5' }, null],
  ])('a slot with %j lasts %j minutes [IM3]', (more, minutes) => {
    const read = readSlotRow(
      cells({ id: '1', date: '2024-03-04', time: '09:00', ...more }),
      2,
      how,
    );
    if (minutes === null) expect(read).toMatchObject({ problem: { kind: 'impossible-time' } });
    else expect('row' in read && (read.row.endMs - read.row.startMs) / 60_000).toBe(minutes);
  });

  test.each([
    [{ id: '' }, 'missing'],
    [{ name: '' }, 'missing'],
    [{ name: 'n'.repeat(201) }, 'too-long'],
    [{ phone: '1'.repeat(41) }, 'too-long'],
    [{ note: 'n'.repeat(4001) }, 'too-long'],
    [{ 'birth-date': '1980-13-01' }, 'impossible-date'],
  ])('a patient with %j is refused as %s [IM3]', (wrong, kind) => {
    const read = readPatientRow(cells({ id: '1', name: 'Zoë', ...wrong }), 2, 'yyyy-mm-dd');
    expect(read).toMatchObject({ problem: { kind } });
  });

  test('a name in two columns is one', () => {
    const read = readPatientRow(
      cells({ id: '1', 'first-name': 'Ana', 'last-name': 'Roy', sex: 'F' }),
      2,
      'yyyy-mm-dd',
    );
    expect(read).toMatchObject({ row: { name: 'Ana Roy', sex: 'female', birthDate: null } });
  });
});

describe('runs', () => {
  test('slots join while they follow on and are alike; those that overlap are named [IM2]', () => {
    const { runs, overlapping } = groupSlots([
      ...[slot(15), slot(0), slot(30), slot(60), slot(75, 30), slot(80)],
    ]);
    expect(runs.map((run) => [run.startMs / 60_000, run.endMs / 60_000, run.slotMin])).toEqual([
      [0, 45, 15],
      [60, 75, 15],
      [75, 105, 30],
    ]);
    expect(overlapping.map((row) => row.startMs / 60_000)).toEqual([80]);
    const marked = (startMin: number, ...tags: string[]) => ({ ...slot(startMin), tags });
    const apart = groupSlots([slot(0), marked(15, 'vip'), marked(30, 'vip'), marked(45, 'own')]);
    expect(apart.runs.map((run) => [run.tags, run.slots.length])).toEqual([
      ...[
        [[], 1],
        [['vip'], 2],
        [['own'], 1],
      ],
    ]);
  });

  test('slots around the clock do not become one endless session', () => {
    const { runs } = groupSlots(Array.from({ length: 4 * 24 * 3 }, (_, i) => slot(i * 15)));
    expect(runs.map((run) => run.slots.length)).toEqual([96, 96, 96]);
  });

  test('only the slots in the way of a session clash, a deleted one only with itself', () => {
    const { runs } = groupSlots([slot(0), slot(15), slot(30), slot(100), slot(200)]);
    const session = (id: string, from: number, to: number, deleted = false) => ({
      ...{ id, deleted, startMs: from * 60_000, endMs: to * 60_000 },
    });
    const sessions = [
      session('long', -500, 10),
      session('late', 20, 35),
      session('gone', 90, 120, true),
      session('run 200', 200, 215, true),
    ];
    const clashes = findClashes(runs, sessions, (run) => `run ${run.startMs / 60_000}`);
    expect(clashes.map(({ slot: { id }, isKnown }) => [id, isKnown])).toEqual([
      ['0', false],
      ['15', false],
      ['30', false],
      ['200', true],
    ]);
  });
});

describe('guesses', () => {
  test('the way of writing days is the one that all values allow [IM1]', () => {
    const header = ['Patient ID', 'Surname', 'Given name', 'D.O.B. dob', 'Mobile', 'Shoe size'];
    const rows = ['04/05/1980', '13/05/1980'].map((dob) => ['1', 'Roy', 'Ana', dob, '98', '38']);
    expect(guessMapping(header, rows)).toEqual({
      subject: 'patients',
      columns: ['id', 'last-name', 'first-name', 'birth-date', 'phone', 'ignore'],
      dateFormat: 'dd/mm/yyyy',
    });
  });
});
