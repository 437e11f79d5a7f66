import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { DoctorTime, EventMove } from '../../../state/event-view.ts';
import { MINUTE_MS } from '../grid/wall-arithmetic.ts';
import type { WallFormat } from '../grid/wall-format.ts';
import { announcementOf } from './announce.ts';
import {
  type CursorEffect,
  type CursorGrid,
  cursorOnCard,
  findCard,
  type GridCursor,
  placeCursor,
  stepCursor,
} from './grid-cursor.ts';

export interface GridKeyboardHandlers {
  readonly onSelect: (eventId: string) => void;
  readonly onPickTime: (time: DoctorTime) => void;
  readonly onMove: (move: EventMove) => void;
  readonly onLeave: () => void;
}

interface GridKeyboard {
  readonly cursor: GridCursor;
  readonly announcement: string;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onFocus: (event: { readonly target: EventTarget }) => void;
  readonly onBlur: () => void;
}

/**
 * Walks the grid with the arrow keys. The grid has one tab stop (the cursor); cards take focus when
 * the cursor stands on them, so a screen reader reads them as they are.
 */
export function useGridKeyboard(
  root: RefObject<HTMLElement | null>,
  buildGrid: () => CursorGrid,
  options: GridKeyboardHandlers & { readonly format: WallFormat; readonly firstMinute: number },
): GridKeyboard {
  const [cursor, setCursor] = useState<GridCursor>(() => ({
    column: 0,
    minute: options.firstMinute,
    cardId: null,
    carried: null,
  }));
  const [announcement, setAnnouncement] = useState('');
  const focusWanted = useRef(false);

  const hadFocus = useRef(false);

  // After every drawing: a card that went to another column is a new node, and focus was lost with
  // the old one.
  useEffect(() => {
    const lost = hadFocus.current && document.activeElement === document.body;
    if (!focusWanted.current && !lost) return;
    focusWanted.current = false;
    focusCursor(root.current, cursor);
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const grid = buildGrid();
    const step = stepCursor(grid, cursorWithin(grid, cursor), {
      key: event.key,
      shift: event.shiftKey,
    });
    if (step.effect.kind === 'none') return;
    event.preventDefault();
    focusWanted.current = step.effect.kind === 'moved' || step.effect.kind === 'drop';
    setCursor(step.cursor);
    setAnnouncement(announcementOf(grid, step.effect, options.format));
    runEffect(grid, step.effect, options);
  };

  const onFocus = (event: { readonly target: EventTarget }): void => {
    hadFocus.current = true;
    const id = event.target instanceof HTMLElement ? event.target.dataset.eventId : undefined;
    if (id === undefined || id === cursor.cardId) return;
    const onCard = cursorOnCard(buildGrid(), id);
    if (onCard) setCursor(onCard);
  };

  const onBlur = (): void => {
    hadFocus.current = false;
  };

  return { cursor, announcement, onKeyDown, onFocus, onBlur };
}

/** Puts the focus on the card under the cursor, else on the cursor itself. */
export function focusCursor(root: HTMLElement | null, cursor: Pick<GridCursor, 'cardId'>): void {
  const card = cursor.cardId
    ? root?.querySelector<HTMLElement>(`[data-event-id="${CSS.escape(cursor.cardId)}"]`)
    : null;
  const node = card ?? root?.querySelector<HTMLElement>('.grid-cursor');
  node?.focus({ preventScroll: true });
  node?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function runEffect(grid: CursorGrid, effect: CursorEffect, handlers: GridKeyboardHandlers): void {
  if (effect.kind === 'open') handlers.onSelect(effect.cardId);
  if (effect.kind === 'leave') handlers.onLeave();
  if (effect.kind === 'pick') {
    const { column, minute } = effect;
    const time = timeIn(grid, column, minute, minute + grid.stepMin);
    if (time) handlers.onPickTime(time);
  }
  if (effect.kind === 'drop') {
    const { card, column, startMinute } = effect.carried;
    const endMinute = startMinute + card.endMinute - card.startMinute;
    const time = timeIn(grid, column, startMinute, endMinute);
    const stays = startMinute === card.startMinute && findCard(grid, column, card.id);
    if (time && !stays) handlers.onMove({ id: card.id, ...time });
  }
}

function timeIn(
  grid: CursorGrid,
  column: number,
  startMinute: number,
  endMinute: number,
): DoctorTime | null {
  const at = grid.columns[column];
  if (!at) return null;
  return {
    doctorId: at.doctorId,
    start: new Date(at.dayMs + startMinute * MINUTE_MS),
    end: new Date(at.dayMs + endMinute * MINUTE_MS),
  };
}

/** Keeps a cursor valid when the columns or hours under it change. */
function cursorWithin(grid: CursorGrid, cursor: GridCursor): GridCursor {
  const valid = cursor.column < grid.columns.length;
  return valid ? cursor : placeCursor(grid, cursor.column, cursor.minute);
}
