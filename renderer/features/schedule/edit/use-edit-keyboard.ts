import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { EventMove } from '../../../state/event-view.ts';
import { MINUTE_MS } from '../grid/wall-arithmetic.ts';
import type { WallFormat } from '../grid/wall-format.ts';
import type { CursorGrid } from '../keyboard/grid-cursor.ts';
import { focusCursor } from '../keyboard/use-grid-keyboard.ts';
import {
  type EditCursor,
  type EditEffect,
  editCursorOn,
  editCursorWithin,
  type HeldTime,
  stepEdit,
} from './edit-cursor.ts';
import { words } from './edit-words.ts';
import type { EditActions } from './use-edit-actions.ts';

interface EditKeyboard {
  readonly cursor: EditCursor;
  readonly announcement: string;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onFocus: (event: { readonly target: EventTarget }) => void;
  readonly onBlur: () => void;
}

const FOCUSED: readonly EditEffect['kind'][] = ['moved', 'drop', 'put-back', 'add'];

/** Walks the grid of working time with the keys, and changes it. */
export function useEditKeyboard(
  root: RefObject<HTMLElement | null>,
  buildGrid: () => CursorGrid,
  options: {
    readonly actions: EditActions;
    readonly format: WallFormat;
    readonly firstMinute: number;
  },
): EditKeyboard {
  const [cursor, setCursor] = useState<EditCursor>(() => ({
    ...{ column: 0, minute: options.firstMinute, cardId: null, held: null },
  }));
  const [announcement, setAnnouncement] = useState('');
  const focusWanted = useRef(false);
  useEffect(() => {
    if (!focusWanted.current) return;
    focusWanted.current = false;
    focusCursor(root.current, cursor);
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const ctrl = event.ctrlKey || event.metaKey;
    if (event.altKey || (ctrl && event.key.toLowerCase() !== 'a')) return;
    const grid = buildGrid();
    const pressed = { key: event.key, shift: event.shiftKey, ctrl };
    const { cursor: next, effect } = stepEdit(grid, editCursorWithin(grid, cursor), pressed);
    if (effect.kind === 'none') return;
    event.preventDefault();
    focusWanted.current = FOCUSED.includes(effect.kind);
    setCursor(next);
    setAnnouncement(announce(grid, effect, options.format));
    run(grid, effect, next, options.actions);
  };
  const onFocus = (event: { readonly target: EventTarget }): void => {
    const id = event.target instanceof HTMLElement ? event.target.dataset.eventId : undefined;
    if (id === undefined || id === cursor.cardId) return;
    const there = editCursorOn(buildGrid(), id);
    if (there) setCursor(there);
  };
  return { cursor, announcement, onKeyDown, onFocus, onBlur: ignore };
}

const ignore = (): void => undefined;

function run(grid: CursorGrid, effect: EditEffect, cursor: EditCursor, actions: EditActions): void {
  if (effect.kind === 'open') actions.open(effect.card.id);
  if (effect.kind === 'toggle') actions.toggle(effect.card.id);
  if (effect.kind === 'add') actions.add(effect.cards.map(({ id }) => id));
  if (effect.kind === 'delete') actions.remove(cursor.cardId);
  if (effect.kind === 'leave') actions.leave();
  if (effect.kind === 'drop') drop(grid, effect.held, actions);
}

function drop(grid: CursorGrid, held: HeldTime, { draw, change }: EditActions): void {
  const time = timeOf(grid, held);
  if (!time) return;
  const { card } = held;
  if (!card) {
    draw(time);
    return;
  }
  const isSame = card.startMinute === held.startMinute && card.endMinute === held.endMinute;
  const stays = grid.columns[held.column]?.cards.some(({ id }) => id === card.id);
  if (!(isSame && stays)) change({ id: card.id, ...time });
}

function timeOf(
  grid: CursorGrid,
  { column, startMinute, endMinute }: HeldTime,
): Omit<EventMove, 'id'> | null {
  const at = grid.columns[column];
  if (!at) return null;
  return {
    doctorId: at.doctorId,
    start: new Date(at.dayMs + startMinute * MINUTE_MS),
    end: new Date(at.dayMs + endMinute * MINUTE_MS),
  };
}

/** What a screen reader hears after a key; empty when the focused node says it by itself. */
function announce(grid: CursorGrid, effect: EditEffect, format: WallFormat): string {
  if (effect.kind === 'put-back') return words.putBack;
  if (effect.kind === 'cannot') return words.cannot;
  if (effect.kind === 'add') return words.added(effect.cards.length);
  if (effect.kind !== 'hold') return '';
  const { held } = effect;
  const time = timeOf(grid, held);
  if (!time) return '';
  const name = grid.columns[held.column]?.doctorName ?? '';
  const say = held.kind === 'draw' ? words.drawing : words.holding;
  return say(name, format.time(+time.start), format.time(+time.end));
}
