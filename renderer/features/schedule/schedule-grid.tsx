import { useCallback, useRef } from 'react';
import { STEP_MIN } from './grid/column-grid.tsx';
import { GridFrame, type ScheduleGridProps, useGridParts } from './grid/grid-frame.tsx';
import { cursorGridOf } from './keyboard/cursor-grid.ts';
import { GridCursorLayer } from './keyboard/grid-cursor-layer.tsx';
import { useGridKeyboard } from './keyboard/use-grid-keyboard.ts';
import { usePinDrop } from './pinboard/use-pin-drop.ts';
import { words } from './schedule-words.ts';

/** Day and week: columns of cards that can be dragged, clicked and walked by keyboard. */
export function ScheduleGrid(props: ScheduleGridProps) {
  const { doctors, onSelect } = props;
  const root = useRef<HTMLElement>(null);
  const parts = useGridParts(props);
  const { columns, events, hours, format, firstMinute } = parts;
  const keyboard = useGridKeyboard(
    root,
    () => cursorGridOf({ columns, events, doctors, hours, stepMin: STEP_MIN }),
    { ...props, format, firstMinute, onLeave: () => onSelect(null) },
  );
  usePinDrop(root, parts, props.onPickTime);
  const pointer = usePointerHandlers(props);
  return (
    <GridFrame
      {...{ props, root, parts, keyboard, pointer }}
      className={props.className}
      label={words.grid}
      hint={words.keysHint}
      drag={props}
      layer={<GridCursorLayer cursor={keyboard.cursor} {...{ columns, doctors, hours }} />}
    />
  );
}

function usePointerHandlers({ onSelect, onPickTime }: ScheduleGridProps) {
  const onSelectEvent = useCallback((event: { id: string }) => onSelect(event.id), [onSelect]);
  const onSelectSlot = useCallback(
    (slot: { start: Date; end: Date; resourceId: string }) =>
      onPickTime({ doctorId: slot.resourceId, start: slot.start, end: slot.end }),
    [onPickTime],
  );
  return { onSelectEvent, onSelectSlot };
}
