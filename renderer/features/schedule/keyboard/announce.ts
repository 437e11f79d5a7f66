import { MINUTE_MS } from '../grid/wall-arithmetic.ts';
import type { WallFormat } from '../grid/wall-format.ts';
import { words } from '../schedule-words.ts';
import type { CarriedCard, CursorEffect, CursorGrid } from './grid-cursor.ts';

/** What a screen reader hears after a key; empty when the focused node says it by itself. */
export function announcementOf(grid: CursorGrid, effect: CursorEffect, format: WallFormat): string {
  switch (effect.kind) {
    case 'carry':
      return words.moving(effect.carried.card.title, ...placeOf(grid, effect.carried, format));
    case 'drop':
      return words.moved(effect.carried.card.title, ...placeOf(grid, effect.carried, format));
    case 'put-back':
      return words.moveCancelled(effect.card.title);
    case 'cannot-carry':
      return words.cannotMove(effect.card.title);
    case 'none':
    case 'moved':
    case 'open':
    case 'pick':
    case 'leave':
      return '';
  }
}

function placeOf(grid: CursorGrid, carried: CarriedCard, format: WallFormat): [string, string] {
  const column = grid.columns[carried.column];
  const startMs = (column?.dayMs ?? 0) + carried.startMinute * MINUTE_MS;
  return [column?.doctorName ?? '', format.time(startMs)];
}
