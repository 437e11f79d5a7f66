import type { GridColumn } from '../grid/bucket-columns.ts';
import type { VisibleHours } from '../grid/visible-hours.ts';

/** What a card is to the keyboard: where it stands in its column. */
export interface CardSpan {
  readonly id: string;
  readonly title: string;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly movable: boolean;
}

export interface CursorColumn extends GridColumn {
  readonly doctorName: string;
  /** In order of their start. */
  readonly cards: readonly CardSpan[];
}

export interface CursorGrid {
  readonly columns: readonly CursorColumn[];
  readonly hours: VisibleHours;
  readonly stepMin: number;
}

/** Where a card would go, while it is carried by Shift and the arrow keys. */
export interface CarriedCard {
  readonly card: CardSpan;
  readonly column: number;
  readonly startMinute: number;
}

/** Where the keyboard is: at a minute of a column, on a card if one is there. */
export interface GridCursor {
  readonly column: number;
  readonly minute: number;
  readonly cardId: string | null;
  readonly carried: CarriedCard | null;
}

export interface GridKey {
  readonly key: string;
  readonly shift: boolean;
}

export type CursorEffect =
  | { readonly kind: 'none' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'open'; readonly cardId: string }
  | { readonly kind: 'pick'; readonly column: number; readonly minute: number }
  | { readonly kind: 'carry'; readonly carried: CarriedCard }
  | { readonly kind: 'drop'; readonly carried: CarriedCard }
  | { readonly kind: 'put-back'; readonly card: CardSpan }
  | { readonly kind: 'cannot-carry'; readonly card: CardSpan }
  | { readonly kind: 'leave' };

export interface CursorStep {
  readonly cursor: GridCursor;
  readonly effect: CursorEffect;
}

const NONE: CursorEffect = { kind: 'none' };
const MOVED: CursorEffect = { kind: 'moved' };

const ARROWS: Readonly<Record<string, readonly [columns: number, steps: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** What one key does; pure, so that every case can be tested without a screen. */
export function stepCursor(grid: CursorGrid, cursor: GridCursor, pressed: GridKey): CursorStep {
  const arrow = ARROWS[pressed.key];
  if (arrow && (pressed.shift || cursor.carried)) return carry(grid, cursor, arrow);
  if (arrow) return { cursor: walk(grid, cursor, arrow), effect: MOVED };
  switch (pressed.key) {
    case 'Home':
      return { cursor: placeCursor(grid, cursor.column, grid.hours.openMinute), effect: MOVED };
    case 'End':
      return { cursor: placeCursor(grid, cursor.column, lastMinute(grid)), effect: MOVED };
    case 'Enter':
    case ' ':
      return enter(cursor);
    case 'n':
    case 'N':
      return { cursor, effect: { kind: 'pick', column: cursor.column, minute: cursor.minute } };
    case 'Escape':
      return putBack(cursor);
    default:
      return { cursor, effect: NONE };
  }
}

/** The cursor at a place, on the card that stands there. */
export function placeCursor(grid: CursorGrid, column: number, minute: number): GridCursor {
  const inside = clamp(column, 0, Math.max(0, grid.columns.length - 1));
  const at = clamp(minute, grid.hours.openMinute, lastMinute(grid));
  const card = cardAt(grid.columns[inside], at);
  return { column: inside, minute: at, cardId: card?.id ?? null, carried: null };
}

/** The cursor on a card that was clicked or focused; null when it is not in the grid. */
export function cursorOnCard(grid: CursorGrid, cardId: string): GridCursor | null {
  const column = grid.columns.findIndex((each) => each.cards.some((card) => card.id === cardId));
  const card = findCard(grid, column, cardId);
  return card ? { column, minute: card.startMinute, cardId, carried: null } : null;
}

export function findCard(grid: CursorGrid, column: number, cardId: string): CardSpan | undefined {
  return grid.columns[column]?.cards.find((card) => card.id === cardId);
}

const clamp = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value));

const lastMinute = (grid: CursorGrid): number => grid.hours.closeMinute - grid.stepMin;

function cardAt(column: CursorColumn | undefined, minute: number): CardSpan | undefined {
  return column?.cards.find((card) => card.startMinute <= minute && minute < card.endMinute);
}

/** Up and down go from card to card and through free time in steps; sideways keeps the minute. */
export function walk(
  grid: CursorGrid,
  cursor: GridCursor,
  [columns, steps]: readonly [number, number],
): GridCursor {
  const from = cursor.cardId ? findCard(grid, cursor.column, cursor.cardId) : undefined;
  if (columns !== 0) return placeCursor(grid, cursor.column + columns, cursor.minute);
  if (steps > 0) {
    const next = nextCardInTheSameMinute(grid, cursor, from);
    if (next) return { ...cursor, minute: next.startMinute, cardId: next.id };
    return placeCursor(grid, cursor.column, from?.endMinute ?? cursor.minute + grid.stepMin);
  }
  const above = placeCursor(
    grid,
    cursor.column,
    (from?.startMinute ?? cursor.minute) - grid.stepMin,
  );
  const card = above.cardId ? findCard(grid, above.column, above.cardId) : undefined;
  return card ? { ...above, minute: card.startMinute } : above;
}

/** Cards side by side would otherwise hide each other from the keyboard. */
function nextCardInTheSameMinute(
  grid: CursorGrid,
  cursor: GridCursor,
  from: CardSpan | undefined,
): CardSpan | undefined {
  if (!from) return undefined;
  const cards = grid.columns[cursor.column]?.cards ?? [];
  const next = cards[cards.indexOf(from) + 1];
  return next && next.startMinute < from.endMinute ? next : undefined;
}

function carry(
  grid: CursorGrid,
  cursor: GridCursor,
  [columns, steps]: readonly [number, number],
): CursorStep {
  const card =
    cursor.carried?.card ??
    (cursor.cardId ? findCard(grid, cursor.column, cursor.cardId) : undefined);
  if (!card) return { cursor: walk(grid, cursor, [columns, steps]), effect: MOVED };
  if (!card.movable) return { cursor, effect: { kind: 'cannot-carry', card } };
  const from = cursor.carried ?? { card, column: cursor.column, startMinute: card.startMinute };
  const duration = card.endMinute - card.startMinute;
  const carried: CarriedCard = {
    card,
    column: clamp(from.column + columns, 0, grid.columns.length - 1),
    startMinute: clamp(
      from.startMinute + steps * grid.stepMin,
      grid.hours.openMinute,
      grid.hours.closeMinute - duration,
    ),
  };
  return { cursor: { ...cursor, carried }, effect: { kind: 'carry', carried } };
}

function enter(cursor: GridCursor): CursorStep {
  const { carried, cardId, column, minute } = cursor;
  if (carried) {
    const dropped = { column: carried.column, minute: carried.startMinute };
    return {
      cursor: { ...dropped, cardId: carried.card.id, carried: null },
      effect: { kind: 'drop', carried },
    };
  }
  if (cardId) return { cursor, effect: { kind: 'open', cardId } };
  return { cursor, effect: { kind: 'pick', column, minute } };
}

function putBack(cursor: GridCursor): CursorStep {
  if (!cursor.carried) return { cursor, effect: { kind: 'leave' } };
  const { card } = cursor.carried;
  return { cursor: { ...cursor, carried: null }, effect: { kind: 'put-back', card } };
}
