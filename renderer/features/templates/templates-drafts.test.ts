import { describe, expect, test } from 'vitest';
import type { Pattern, Piece } from '../../../shared/model/template.ts';
import { type ApplyDraft, draftToApplying, newApplyDraft } from './apply-draft.ts';
import { draftToBookDays, newBookDays } from './book-days-fields.tsx';
import { patternLines } from './pattern-words.ts';
import { addPiece, draftsToPattern, patternToDrafts } from './piece-draft.ts';
import { preparePieces } from './prepared-template.ts';

const piece = (day: number, startMin: number, endMin: number): Piece => ({
  ...{
    day,
    startMin,
    endMin,
    slotMin: 20,
    capacity: 2,
    tags: ['vip'],
    breaks: [{ name: 'Tea', startMin: 600, endMin: 620 }],
  },
});
const week: Pattern = {
  lengthDays: 7,
  pieces: [piece(0, 540, 780), piece(0, 840, 1440), piece(2, 540, 780), piece(2, 840, 1440)],
};

describe('where a template goes', () => {
  const draft = newApplyDraft('salt-lake', '2026-03-04');
  const source = { kind: 'template', templateId: 't' } as const;
  const ruleOf = (over: Partial<ApplyDraft>) =>
    draftToApplying({ ...draft, ...over }, 'das', source)?.rule;

  test('is the next four weeks from Monday to begin with, on all of its days', () => {
    expect(draftToApplying(draft, 'das', source)).toEqual({
      ...{ source, branchId: 'salt-lake', doctorId: 'das', rule: null, way: 'fill' },
      ...{ firstDay: '2026-03-09', lastDay: '2026-04-05' },
    });
  });

  test('is said by weekdays, every so many weeks, or by a weekday of the month', () => {
    const weekly = { by: 'weeks', every: 2, weekdays: [6], place: 1 } as const;
    expect(ruleOf({ repetition: weekly })).toBe('FREQ=WEEKLY;INTERVAL=2;BYDAY=SA');
    expect(ruleOf({ repetition: { by: 'months', every: 1, weekdays: [5], place: -1 } })).toBe(
      'FREQ=MONTHLY;BYDAY=-1FR',
    );
  });

  test('is not known while a day is half typed, or nothing is chosen', () => {
    expect(ruleOf({ firstDay: '' })).toBeUndefined();
    expect(draftToApplying(draft, null, source)).toBeNull();
    expect(draftToApplying(draft, 'das', null)).toBeNull();
  });
});

test('a week of the schedule begins on its Monday, a day is that day', () => {
  const draft = newBookDays('salt-lake', '2026-03-05');
  expect(draftToBookDays(draft, 'das')?.firstDay).toBe('2026-03-02');
  expect(draftToBookDays({ ...draft, lengthDays: 1 }, 'das')?.firstDay).toBe('2026-03-05');
  expect(draftToBookDays({ ...draft, day: '' }, 'das')).toBeNull();
});

test('what fields show of a template is what is saved, midnight too', () => {
  const drafts = patternToDrafts(week);
  expect(drafts.map(({ from, until }) => `${from} ${until}`).slice(0, 2)).toEqual([
    '09:00 13:00',
    '14:00 00:00',
  ]);
  expect(draftsToPattern(drafts, 7)).toEqual(week);
  expect(draftsToPattern(drafts, 1).pieces.map(({ day }) => day)).toEqual([0, 0, 0, 0]);
  const more = addPiece(drafts);
  expect(more.at(-1)).toMatchObject({ key: 4, day: 3, from: '14:00', slotMin: 20 });
  expect(addPiece([])).toMatchObject([{ key: 0, day: 0, from: '09:00', until: '13:00' }]);
});

test('days that look the same are said together', () => {
  expect(patternLines(week)).toEqual([{ days: 'Mon, Wed', times: '09:00–13:00, 14:00–24:00' }]);
  expect(patternLines({ lengthDays: 1, pieces: [piece(0, 600, 720)] })).toEqual([
    { days: '', times: '10:00–12:00' },
  ]);
});

test('a stretch that is advised to be another is so in its template, and the others stay [AD4]', () => {
  const piece = (day: number, startMin: number, endMin: number): Piece => ({
    ...{ day, startMin, endMin, slotMin: 15, capacity: 1, tags: [] },
    breaks: [{ name: 'Tea', startMin: 630, endMin: 645 }],
  });
  const pieces = [piece(0, 540, 780), piece(1, 540, 780)];
  const planned = { startMin: 540, endMin: 780 };
  const prepare = (more: Partial<Parameters<typeof preparePieces>[1]>) =>
    preparePieces({ pieces }, { weekday: 2, planned, advise: planned, rest: null, ...more });
  const shorter = { startMin: 540, endMin: 600 };
  expect(prepare({ advise: shorter })).toEqual([
    pieces[0],
    { ...pieces[1], ...shorter, breaks: [] },
  ]);
  expect(prepare({ advise: null })).toEqual([pieces[0]]);
  const rest = { startMin: 660, endMin: 720 };
  expect(prepare({ rest })?.[1]?.breaks).toMatchObject([{ name: 'Tea' }, rest]);
  expect(prepare({ rest: { startMin: 600, endMin: 660 } })?.[1]?.breaks).toHaveLength(1);
  expect(prepare({ weekday: 3 })).toBeNull();
  // Of one day there is one to change, whichever weekdays it is used for.
  expect(prepare({ weekday: null, advise: null })).toEqual([pieces[1]]);
  expect(
    preparePieces({ pieces: pieces.slice(1) }, { weekday: 2, planned, advise: null, rest: null }),
  ).toBeNull();
});
