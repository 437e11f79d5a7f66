import { describe, expect, test } from 'vitest';
import {
  type CardSpan,
  type CursorGrid,
  cursorOnCard,
  type GridCursor,
  placeCursor,
  stepCursor,
} from './grid-cursor.ts';

const card = (id: string, from: number, to: number, movable = true): CardSpan => ({
  id,
  title: id.toUpperCase(),
  startMinute: from,
  endMinute: to,
  movable,
});

/** 08:00 to 12:00; x has a card at 09:00 and two side by side at 10:00; y has one at 09:15. */
const grid: CursorGrid = {
  hours: { openMinute: 480, closeMinute: 720 },
  stepMin: 15,
  columns: [
    {
      doctorId: 'x',
      dayMs: 0,
      place: 'x',
      doctorName: 'X',
      cards: [card('a', 540, 570), card('b', 600, 630), card('c', 600, 615)],
    },
    {
      doctorId: 'y',
      dayMs: 0,
      place: 'y',
      doctorName: 'Y',
      cards: [card('d', 555, 600, false)],
    },
  ],
};

const at = (column: number, minute: number): GridCursor => placeCursor(grid, column, minute);

function press(cursor: GridCursor, ...keys: string[]) {
  let step = { cursor, effect: { kind: 'none' } as ReturnType<typeof stepCursor>['effect'] };
  for (const name of keys) {
    const shift = name.startsWith('Shift+');
    step = stepCursor(grid, step.cursor, { key: name.replace('Shift+', ''), shift });
  }
  return step;
}

describe('walking', () => {
  test('down goes through free time in steps, then onto a card, then past it', () => {
    expect(press(at(0, 510), 'ArrowDown').cursor).toMatchObject({ minute: 525, cardId: null });
    expect(press(at(0, 525), 'ArrowDown').cursor).toMatchObject({ minute: 540, cardId: 'a' });
    expect(press(at(0, 540), 'ArrowDown').cursor).toMatchObject({ minute: 570, cardId: null });
  });

  test('up lands on a card at its start', () => {
    expect(press(at(0, 570), 'ArrowUp').cursor).toMatchObject({ minute: 540, cardId: 'a' });
    expect(press(at(0, 540), 'ArrowUp').cursor).toMatchObject({ minute: 525, cardId: null });
  });

  test('cards side by side are reached one after the other', () => {
    const first = press(at(0, 585), 'ArrowDown');
    expect(first.cursor.cardId).toBe('b');
    expect(press(first.cursor, 'ArrowDown').cursor.cardId).toBe('c');
  });

  test('sideways keeps the minute and stops at the edge', () => {
    expect(press(at(0, 560), 'ArrowRight').cursor).toMatchObject({ column: 1, cardId: 'd' });
    expect(press(at(1, 480), 'ArrowRight').cursor.column).toBe(1);
    expect(press(at(0, 480), 'ArrowLeft').cursor.column).toBe(0);
  });

  test('stays within the hours', () => {
    expect(press(at(0, 480), 'ArrowUp').cursor.minute).toBe(480);
    expect(press(at(0, 705), 'ArrowDown').cursor.minute).toBe(705);
    expect(press(at(0, 600), 'Home').cursor.minute).toBe(480);
    expect(press(at(0, 600), 'End').cursor.minute).toBe(705);
  });
});

describe('acting', () => {
  test('Enter opens a card, or picks the free time', () => {
    expect(press(at(0, 540), 'Enter').effect).toEqual({ kind: 'open', cardId: 'a' });
    expect(press(at(1, 480), 'Enter').effect).toEqual({ kind: 'pick', column: 1, minute: 480 });
  });

  test('N picks the time even on a card', () => {
    expect(press(at(0, 540), 'n').effect).toEqual({ kind: 'pick', column: 0, minute: 540 });
  });

  test('Escape with nothing carried leaves; other keys do nothing', () => {
    expect(press(at(0, 480), 'Escape').effect.kind).toBe('leave');
    expect(press(at(0, 480), 'q').effect.kind).toBe('none');
  });
});

describe('carrying a card', () => {
  test('Shift and arrows carry it by 15 minutes and by doctor, Enter places it', () => {
    const carried = press(at(0, 540), 'Shift+ArrowDown', 'Shift+ArrowRight', 'Shift+ArrowDown');
    expect(carried.cursor.carried).toMatchObject({ column: 1, startMinute: 570 });
    const dropped = press(carried.cursor, 'Enter');
    expect(dropped.effect).toMatchObject({
      kind: 'drop',
      carried: { card: { id: 'a' }, column: 1, startMinute: 570 },
    });
    expect(dropped.cursor).toMatchObject({ column: 1, minute: 570, cardId: 'a', carried: null });
  });

  test('while carrying, plain arrows carry on', () => {
    const carried = press(at(0, 540), 'Shift+ArrowUp', 'ArrowUp');
    expect(carried.cursor.carried?.startMinute).toBe(510);
  });

  test('Escape puts it back where it was', () => {
    const back = press(at(0, 540), 'Shift+ArrowDown', 'Escape');
    expect(back.effect).toMatchObject({ kind: 'put-back', card: { id: 'a' } });
    expect(back.cursor).toMatchObject({ minute: 540, cardId: 'a', carried: null });
  });

  test('it does not leave the hours or the columns', () => {
    const up = press(at(0, 540), ...Array.from({ length: 9 }, () => 'Shift+ArrowUp'));
    expect(up.cursor.carried?.startMinute).toBe(480);
    const down = press(at(0, 540), ...Array.from({ length: 30 }, () => 'Shift+ArrowDown'));
    expect(down.cursor.carried?.startMinute).toBe(690);
    expect(press(at(0, 540), 'Shift+ArrowLeft').cursor.carried?.column).toBe(0);
  });

  test('what has begun cannot be carried', () => {
    const step = press(at(1, 555), 'Shift+ArrowDown');
    expect(step.effect).toMatchObject({ kind: 'cannot-carry', card: { id: 'd' } });
    expect(step.cursor.carried).toBeNull();
  });
});

test('a focused card moves the cursor to itself', () => {
  expect(cursorOnCard(grid, 'd')).toMatchObject({ column: 1, minute: 555, cardId: 'd' });
  expect(cursorOnCard(grid, 'gone')).toBeNull();
});
