import {
  type CardSpan,
  type CursorGrid,
  cursorOnCard,
  findCard,
  type GridCursor,
  placeCursor,
  walk,
} from '../keyboard/grid-cursor.ts';

/** Working time as it would be, while the keyboard draws it, moves it or changes one of its ends. */
export interface HeldTime {
  readonly kind: 'draw' | 'move' | 'start' | 'end';
  /** null while it is drawn. */
  readonly card: CardSpan | null;
  readonly column: number;
  readonly startMinute: number;
  readonly endMinute: number;
}

/** Where the keyboard is while working time is edited. */
export interface EditCursor extends Pick<GridCursor, 'column' | 'minute' | 'cardId'> {
  readonly held: HeldTime | null;
}

export interface EditKey {
  readonly key: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
}

export type EditEffect =
  | { readonly kind: 'none' | 'moved' | 'leave' | 'delete' }
  | { readonly kind: 'open' | 'toggle'; readonly card: CardSpan }
  /** These are chosen besides those that are. */
  | { readonly kind: 'add'; readonly cards: readonly CardSpan[] }
  | { readonly kind: 'hold' | 'drop'; readonly held: HeldTime }
  | { readonly kind: 'put-back'; readonly held: HeldTime }
  | { readonly kind: 'cannot'; readonly card: CardSpan };

export interface EditStep {
  readonly cursor: EditCursor;
  readonly effect: EditEffect;
}

const ARROWS: Readonly<Record<string, readonly [columns: number, steps: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** How long working time is at first that somebody begins to draw. */
const DRAWN_MIN = 60;

const HOLD_KEYS: Readonly<Record<string, HeldTime['kind']>> = { m: 'move', s: 'start', e: 'end' };

/** What one key does; pure, so that every case can be tested without a screen. */
export function stepEdit(grid: CursorGrid, cursor: EditCursor, pressed: EditKey): EditStep {
  const arrow = ARROWS[pressed.key];
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
  if (cursor.held) return stepHeld(grid, cursor, cursor.held, { key, arrow });
  const all = grid.columns[cursor.column]?.cards ?? [];
  if (key === 'a') return { cursor, effect: { kind: 'add', cards: all } };
  if (pressed.ctrl) return { cursor, effect: NONE };
  if (arrow && pressed.shift) return extend(grid, cursor, arrow);
  if (arrow) return { cursor: walked(grid, cursor, arrow), effect: MOVED };
  const card = cursor.cardId ? findCard(grid, cursor.column, cursor.cardId) : undefined;
  return card ? onCard(cursor, card, key) : onFree(grid, cursor, key);
}

const NONE: EditEffect = { kind: 'none' };
const MOVED: EditEffect = { kind: 'moved' };

/** The cursor on working time that was clicked or focused; null when it is not in the grid. */
export function editCursorOn(grid: CursorGrid, cardId: string): EditCursor | null {
  const found = cursorOnCard(grid, cardId);
  return found && free(found);
}

/** Keeps a cursor valid when the columns or hours under it change. */
export const editCursorWithin = (grid: CursorGrid, cursor: EditCursor): EditCursor =>
  cursor.column < grid.columns.length
    ? cursor
    : free(placeCursor(grid, cursor.column, cursor.minute));

const free = ({ column, minute, cardId }: GridCursor): EditCursor => ({
  ...{ column, minute, cardId },
  held: null,
});

const walked = (
  grid: CursorGrid,
  cursor: EditCursor,
  arrow: readonly [number, number],
): EditCursor => free(walk(grid, { ...cursor, carried: null }, arrow));

/** Shift with an arrow goes to the next working time of the column, or beside it, and adds it. */
function extend(
  grid: CursorGrid,
  cursor: EditCursor,
  [columns, steps]: readonly [number, number],
): EditStep {
  const here = cursor.cardId ? findCard(grid, cursor.column, cursor.cardId) : undefined;
  const to =
    columns === 0
      ? nextCard(grid, cursor, steps)
      : free(placeCursor(grid, cursor.column + columns, cursor.minute));
  const there = to?.cardId ? findCard(grid, to.column, to.cardId) : undefined;
  const cards = [here, there].filter((card) => card !== undefined);
  return { cursor: to ?? cursor, effect: cards.length > 0 ? { kind: 'add', cards } : MOVED };
}

function nextCard(grid: CursorGrid, cursor: EditCursor, steps: number): EditCursor | null {
  const cards = grid.columns[cursor.column]?.cards ?? [];
  const next =
    steps > 0
      ? cards.find(({ id, startMinute }) => startMinute >= cursor.minute && id !== cursor.cardId)
      : cards.findLast(
          ({ id, startMinute }) => startMinute < cursor.minute && id !== cursor.cardId,
        );
  return next ? editCursorOn(grid, next.id) : null;
}

function onCard(cursor: EditCursor, card: CardSpan, key: string): EditStep {
  const kind = HOLD_KEYS[key];
  if (kind) {
    if (!card.movable) return { cursor, effect: { kind: 'cannot', card } };
    const { startMinute, endMinute } = card;
    const held: HeldTime = { kind, card, column: cursor.column, startMinute, endMinute };
    return { cursor: { ...cursor, held }, effect: { kind: 'hold', held } };
  }
  if (key === 'Enter') return { cursor, effect: { kind: 'open', card } };
  if (key === ' ') return { cursor, effect: { kind: 'toggle', card } };
  return elsewhere(cursor, key);
}

function onFree(grid: CursorGrid, cursor: EditCursor, key: string): EditStep {
  if (key !== 'Enter' && key !== 'n') return elsewhere(cursor, key);
  const { column, minute } = cursor;
  const endMinute = Math.min(minute + DRAWN_MIN, roomAfter(grid, column, minute));
  const held: HeldTime = { kind: 'draw', card: null, column, startMinute: minute, endMinute };
  return { cursor: { ...cursor, held }, effect: { kind: 'hold', held } };
}

function elsewhere(cursor: EditCursor, key: string): EditStep {
  if (key === 'Delete' || key === 'Backspace') return { cursor, effect: { kind: 'delete' } };
  return { cursor, effect: key === 'Escape' ? { kind: 'leave' } : NONE };
}

/** Until which minute a column is free. */
function roomAfter(grid: CursorGrid, column: number, minute: number): number {
  const next = grid.columns[column]?.cards.find(({ startMinute }) => startMinute > minute);
  return Math.min(next?.startMinute ?? grid.hours.closeMinute, grid.hours.closeMinute);
}

function stepHeld(
  grid: CursorGrid,
  cursor: EditCursor,
  held: HeldTime,
  { key, arrow }: { readonly key: string; readonly arrow: readonly [number, number] | undefined },
): EditStep {
  if (key === 'Escape')
    return { cursor: { ...cursor, held: null }, effect: { kind: 'put-back', held } };
  if (key === 'Enter') {
    const { column, startMinute: minute } = held;
    const cardId = held.card?.id ?? null;
    return { cursor: { column, minute, cardId, held: null }, effect: { kind: 'drop', held } };
  }
  const kind = held.kind === 'draw' ? undefined : HOLD_KEYS[key];
  if (!arrow && !kind) return { cursor, effect: NONE };
  // What was moved can be made longer or shorter before it is put down.
  const changed = arrow ? heldBy(grid, held, arrow) : { ...held, kind: kind ?? held.kind };
  return { cursor: { ...cursor, held: changed }, effect: { kind: 'hold', held: changed } };
}

const clamp = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value));

/** What is held, one step further: all of it, or the end that is held. */
function heldBy(
  { hours, stepMin, columns }: CursorGrid,
  held: HeldTime,
  [sideways, steps]: readonly [number, number],
): HeldTime {
  const { startMinute, endMinute } = held;
  const byMin = steps * stepMin;
  if (held.kind === 'move') {
    const length = endMinute - startMinute;
    const start = clamp(startMinute + byMin, hours.openMinute, hours.closeMinute - length);
    const column = clamp(held.column + sideways, 0, columns.length - 1);
    return { ...held, column, startMinute: start, endMinute: start + length };
  }
  if (held.kind === 'start') {
    const start = clamp(startMinute + byMin, hours.openMinute, endMinute - stepMin);
    return { ...held, startMinute: start };
  }
  const end = clamp(endMinute + byMin, startMinute + stepMin, hours.closeMinute);
  return { ...held, endMinute: end };
}
