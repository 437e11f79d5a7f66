import { describe, expect, test } from 'vitest';
import type { CardSpan, CursorGrid } from '../keyboard/grid-cursor.ts';
import { type EditCursor, type EditStep, editCursorOn, stepEdit } from './edit-cursor.ts';

const card = (id: string, from: number, to: number, movable = true): CardSpan => ({
  ...{ id, title: id, startMinute: from, endMinute: to, movable },
});

/** 08:00 to 20:00; Das works 09:00 to 13:00 and 15:00 to 17:00, Sen from 09:00 to 12:00. */
const grid: CursorGrid = {
  hours: { openMinute: 480, closeMinute: 1200 },
  stepMin: 15,
  columns: [
    {
      ...{ doctorId: 'das', dayMs: 0, place: 'das', doctorName: 'Das' },
      cards: [card('morning', 540, 780), card('evening', 900, 1020)],
    },
    {
      ...{ doctorId: 'sen', dayMs: 0, place: 'sen', doctorName: 'Sen' },
      cards: [card('past', 540, 720, false)],
    },
  ],
};
const on = (id: string): EditCursor => editCursorOn(grid, id) as EditCursor;
const at = (column: number, minute: number): EditCursor => ({
  ...{ column, minute, cardId: null, held: null },
});

function press(cursor: EditCursor, ...keys: string[]): EditStep {
  let step: EditStep = { cursor, effect: { kind: 'none' } };
  for (const name of keys) {
    const [shift, ctrl] = [name.startsWith('Shift+'), name.startsWith('Control+')];
    const key = name.replace('Shift+', '').replace('Control+', '');
    step = stepEdit(grid, step.cursor, { key, shift, ctrl });
  }
  return step;
}
const cardsOf = ({ effect }: EditStep): readonly string[] =>
  effect.kind === 'add' ? effect.cards.map(({ id }) => id) : [];

describe('drawing', () => {
  test('Enter on free time begins an hour, arrows make it longer, Enter asks for it [ED4]', () => {
    const begun = press(at(0, 1080), 'Enter');
    expect(begun.effect).toMatchObject({
      ...{ kind: 'hold', held: { kind: 'draw', startMinute: 1080, endMinute: 1140 } },
    });
    const { cursor, effect } = press(begun.cursor, 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Enter');
    expect(effect).toMatchObject({ kind: 'drop', held: { startMinute: 1080, endMinute: 1155 } });
    expect(cursor.held).toBe(null);
  });

  test('it begins no longer than there is room, ends within the hours, and Escape gives it up', () => {
    expect(press(at(0, 870), 'Enter').effect).toMatchObject({ held: { endMinute: 900 } });
    const long = press(at(0, 1170), 'Enter', 'ArrowDown', 'ArrowDown');
    expect(long.cursor.held).toMatchObject({ endMinute: 1200 });
    const short = press(at(0, 1080), 'Enter', ...Array<string>(9).fill('ArrowUp'));
    expect(short.cursor.held).toMatchObject({ endMinute: 1095 });
    expect(press(short.cursor, 'Escape')).toMatchObject({
      cursor: { held: null },
      effect: { kind: 'put-back' },
    });
  });
});

describe('changing', () => {
  test('M moves it to another time and another doctor [ED4]', () => {
    const { effect } = press(on('morning'), 'm', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'Enter');
    expect(effect).toMatchObject({
      ...{ kind: 'drop', held: { column: 1, startMinute: 555, endMinute: 795 } },
    });
    const far = press(on('evening'), 'm', ...Array<string>(40).fill('ArrowDown'));
    expect(far.cursor.held).toMatchObject({ startMinute: 1080, endMinute: 1200 });
  });

  test('moved to another doctor it is made shorter before it is put down, in one [ED4] [ED6]', () => {
    const { effect } = press(
      on('morning'),
      'm',
      'ArrowRight',
      'ArrowRight',
      'e',
      'ArrowUp',
      'Enter',
    );
    expect(effect).toMatchObject({
      ...{ kind: 'drop', held: { column: 1, startMinute: 540, endMinute: 765 } },
    });
  });

  test('S and E move its ends, a step apart at least', () => {
    const start = press(on('evening'), 's', 'ArrowUp').cursor.held;
    expect(start).toMatchObject({ kind: 'start', startMinute: 885, endMinute: 1020 });
    const end = press(on('evening'), 'E', ...Array<string>(20).fill('ArrowUp'), 'ArrowLeft');
    expect(end.cursor.held).toMatchObject({ column: 0, startMinute: 900, endMinute: 915 });
  });

  test('what is over stays', () => {
    expect(press(on('past'), 'm').effect).toMatchObject({ kind: 'cannot' });
  });

  test('Enter opens it, Delete deletes what is chosen, and what means nothing does nothing', () => {
    expect(press(on('morning'), 'Enter').effect).toMatchObject({ kind: 'open' });
    expect(press(on('morning'), 'Delete').effect).toEqual({ kind: 'delete' });
    expect(press(at(0, 840), 'Escape').effect).toEqual({ kind: 'leave' });
    for (const key of ['x', ' ', 'Control+z']) {
      expect(press(at(0, 840), key).effect).toEqual({ kind: 'none' });
    }
    expect(press(on('morning'), 'm', 'x').effect).toEqual({ kind: 'none' });
  });
});

describe('choosing', () => {
  test('Space chooses one, Shift with arrows the next ones', () => {
    expect(press(on('morning'), ' ').effect).toMatchObject({ card: { id: 'morning' } });
    const down = press(on('morning'), 'Shift+ArrowDown');
    expect(cardsOf(down)).toEqual(['morning', 'evening']);
    expect(cardsOf(press(down.cursor, 'Shift+ArrowUp'))).toEqual(['evening', 'morning']);
    expect(cardsOf(press(down.cursor, 'Shift+ArrowDown'))).toEqual(['evening']);
    expect(cardsOf(press(at(0, 480), 'Shift+ArrowDown'))).toEqual(['morning']);
    expect(cardsOf(press(on('morning'), 'Shift+ArrowRight'))).toEqual(['morning', 'past']);
    expect(press(at(0, 1140), 'Shift+ArrowRight').effect).toEqual({ kind: 'moved' });
  });

  test('A chooses all of the column', () => {
    expect(cardsOf(press(at(0, 480), 'a'))).toEqual(['morning', 'evening']);
    expect(cardsOf(press(on('past'), 'Control+a'))).toEqual(['past']);
  });

  test('arrows alone walk', () => {
    expect(press(on('morning'), 'ArrowDown').cursor).toMatchObject({ minute: 780, cardId: null });
    expect(press(at(0, 525), 'ArrowDown').cursor).toMatchObject({ cardId: 'morning' });
  });
});
