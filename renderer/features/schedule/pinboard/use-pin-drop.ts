import { type RefObject, useEffect } from 'react';
import type { DoctorTime } from '../../../state/event-view.ts';
import { usePins } from '../../../state/pins-store.ts';
import type { GridColumn } from '../grid/bucket-columns.ts';
import { STEP_MIN } from '../grid/column-grid.tsx';
import type { VisibleHours } from '../grid/visible-hours.ts';
import { MINUTE_MS } from '../grid/wall-arithmetic.ts';

/** A pin that is dragged over the columns is dropped on the time under the pointer. */
export function usePinDrop(
  root: RefObject<HTMLElement | null>,
  grid: { readonly columns: readonly GridColumn[]; readonly hours: VisibleHours },
  onPickTime: (time: DoctorTime) => void,
): void {
  const { columns, hours } = grid;
  useEffect(() => {
    const node = root.current;
    if (!node) return;
    const over = (event: DragEvent): void => {
      if (usePins.getState().inHand !== null) event.preventDefault();
    };
    const drop = (event: DragEvent): void => {
      if (usePins.getState().inHand === null) return;
      event.preventDefault();
      const time = timeUnder(node, event, { columns, hours });
      if (time) onPickTime(time);
    };
    node.addEventListener('dragover', over);
    node.addEventListener('drop', drop);
    return () => {
      node.removeEventListener('dragover', over);
      node.removeEventListener('drop', drop);
    };
  }, [root, columns, hours, onPickTime]);
}

function timeUnder(
  root: HTMLElement,
  { clientX, clientY }: DragEvent,
  { columns, hours }: Parameters<typeof usePinDrop>[1],
): DoctorTime | null {
  const nodes = [...root.querySelectorAll('.grid-columns .rbc-day-slot')];
  const i = nodes.findIndex((node) => {
    const { left, right } = node.getBoundingClientRect();
    return clientX >= left && clientX < right;
  });
  const column = columns[i];
  const box = nodes[i]?.getBoundingClientRect();
  if (!column || !box || clientY < box.top || clientY >= box.bottom) return null;
  const share = (clientY - box.top) / box.height;
  const exact = hours.openMinute + share * (hours.closeMinute - hours.openMinute);
  const startMs = column.dayMs + Math.floor(exact / STEP_MIN) * STEP_MIN * MINUTE_MS;
  const end = new Date(startMs + STEP_MIN * MINUTE_MS);
  return { doctorId: column.doctorId, start: new Date(startMs), end };
}
