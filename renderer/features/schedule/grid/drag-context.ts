import { useEffect, useMemo, useRef } from 'react';
import { type EventMove, type EventView, isMovable } from '../../../state/event-view.ts';

interface DragAction {
  readonly interacting: boolean;
  readonly event?: EventView;
  readonly action?: 'move' | 'resize';
  readonly direction?: string;
}

interface DropInfo {
  readonly start: Date;
  readonly end: Date;
  readonly resourceId: string;
}

interface Draggable {
  dragAndDropAction: DragAction;
  readonly draggableAccessor: (event: EventView) => boolean;
  readonly onBeginAction: (event: EventView, action: 'move' | 'resize', direction?: string) => void;
  readonly onStart: () => void;
  readonly onEnd: (drop?: DropInfo | null) => void;
}

export interface DragHandlers {
  readonly readOnly: boolean;
  readonly onMove: (move: EventMove) => void;
}

const IDLE: DragAction = { interacting: false };
const DRAGGED_CLASS = 'rbc-addons-dnd-dragged-event';
const DRAGGING_CLASS = 'rbc-addons-dnd-is-dragging';

/**
 * What the drag layer of react-big-calendar asks its surroundings. The addon keeps this in React
 * state and so draws the whole calendar three times per drag; here it is one object for the life of
 * the grid, and the two visual classes are set on the nodes.
 */
export function useDragContext(handlers: DragHandlers): { readonly draggable: Draggable } {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  return useMemo(() => ({ draggable: createDraggable(() => latest.current) }), []);
}

function createDraggable(handlers: () => DragHandlers): Draggable {
  let node: Element | null = null;
  const draggable: Draggable = {
    dragAndDropAction: IDLE,
    draggableAccessor: (event) => !handlers().readOnly && isMovable(event),
    onBeginAction: (event, action, direction = '') => {
      draggable.dragAndDropAction = { interacting: false, event, action, direction };
      node = document.querySelector(`.rbc-event[data-event-id="${CSS.escape(event.id)}"]`);
    },
    onStart: () => {
      if (draggable.dragAndDropAction.interacting) return;
      draggable.dragAndDropAction = { ...draggable.dragAndDropAction, interacting: true };
      node?.classList.add(DRAGGED_CLASS);
      node?.closest('.rbc-calendar')?.classList.add(DRAGGING_CLASS);
    },
    onEnd: (drop) => {
      const { event } = draggable.dragAndDropAction;
      draggable.dragAndDropAction = IDLE;
      node?.classList.remove(DRAGGED_CLASS);
      document.querySelector(`.${DRAGGING_CLASS}`)?.classList.remove(DRAGGING_CLASS);
      node = null;
      if (event && drop) reportMove(handlers().onMove, event, drop);
    },
  };
  return draggable;
}

/** A card dropped where it was is not a move. */
function reportMove(onMove: (move: EventMove) => void, event: EventView, drop: DropInfo): void {
  const { start, end, resourceId: doctorId } = drop;
  const same = +start === +event.start && +end === +event.end && doctorId === event.doctorId;
  if (!same) onMove({ id: event.id, start, end, doctorId });
}
