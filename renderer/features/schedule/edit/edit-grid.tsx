import './edit.css';
import { type SyntheticEvent, useCallback, useRef } from 'react';
import { type BranchTime, useBranch } from '../../../replica/use-branch.ts';
import type { EventView } from '../../../state/event-view.ts';
import { useView } from '../../../state/view-store.ts';
import { STEP_MIN } from '../grid/column-grid.tsx';
import { GridFrame, type ScheduleGridProps, useGridParts } from '../grid/grid-frame.tsx';
import { MINUTE_MS } from '../grid/wall-arithmetic.ts';
import { cursorGridOf } from '../keyboard/cursor-grid.ts';
import { EditLayer } from './edit-layer.tsx';
import { words } from './edit-words.ts';
import { type EditActions, useEditActions } from './use-edit-actions.ts';
import { useEditKeyboard } from './use-edit-keyboard.ts';

/** What a click without a drag adds, and how short working time is that somebody drew. */
const CLICKED_MIN = 60;

/** Day and week as columns of working time that is drawn, dragged and walked by keyboard. */
export function EditGrid(props: ScheduleGridProps) {
  const place = useBranch();
  return place ? <OpenEditGrid {...props} place={place} /> : null;
}

function OpenEditGrid(props: ScheduleGridProps & { readonly place: BranchTime }) {
  const { doctors } = props;
  const actions = useEditActions(props.place);
  const root = useRef<HTMLElement>(null);
  const parts = useGridParts(props);
  const { columns, events, hours } = parts;
  const keyboard = useEditKeyboard(
    root,
    () => cursorGridOf({ columns, events, doctors, hours, stepMin: STEP_MIN }),
    { actions, format: parts.format, firstMinute: parts.firstMinute },
  );
  const pointer = useEditPointer(actions, events);
  return (
    <GridFrame
      {...{ props, root, parts, keyboard, pointer }}
      className={`${props.className} edit-grid`}
      label={words.grid}
      hint={words.keysHint}
      drag={{ readOnly: false, onMove: actions.change }}
      layer={<EditLayer cursor={keyboard.cursor} {...{ columns, doctors, hours }} />}
    />
  );
}

type Pointer = SyntheticEvent & Partial<Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>>;

function useEditPointer(actions: EditActions, events: readonly EventView[]) {
  const onSelectEvent = useCallback(
    ({ id }: { id: string }, pointer: Pointer) => {
      if (pointer.ctrlKey || pointer.metaKey) actions.toggle(id);
      else if (pointer.shiftKey) actions.add(between(events, id));
      else actions.open(id);
    },
    [actions, events],
  );
  const onSelectSlot = useCallback(
    ({ start, end, resourceId }: { start: Date; end: Date; resourceId: string }) => {
      const isClick = +end - +start <= STEP_MIN * MINUTE_MS;
      const until = isClick ? new Date(+start + CLICKED_MIN * MINUTE_MS) : end;
      actions.draw({ doctorId: resourceId, start, end: until });
    },
    [actions],
  );
  return { onSelectEvent, onSelectSlot };
}

/** Of one doctor, everything from the last one that was chosen to this; else this alone. */
function between(events: readonly EventView[], id: string): readonly string[] {
  const to = events.find((event) => event.id === id);
  const lastId = useView.getState().chosenSessionIds.at(-1);
  const from = events.find((event) => event.id === lastId);
  if (!to || from?.doctorId !== to.doctorId) return [id];
  const [first, last] = +from.start <= +to.start ? [from, to] : [to, from];
  return events
    .filter(
      ({ doctorId, start }) =>
        doctorId === to.doctorId && +start >= +first.start && +start <= +last.start,
    )
    .map((event) => event.id);
}
