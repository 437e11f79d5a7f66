import { type RefObject, useEffect } from 'react';
import type { DoctorTime } from '../../../state/event-view.ts';
import type { GridColumn } from './bucket-columns.ts';
import type { VisibleHours } from './visible-hours.ts';
import { MINUTE_MS, minuteOfDay, startOfDay } from './wall-arithmetic.ts';

/** Of what is around it. */
const MARGIN_PX = 8;

/**
 * Keeps a time in sight that somebody works on: as soon as it is another, and whenever the columns get
 * another room, as they do when a panel opens beside them. Where it is in sight already nothing moves.
 */
export function useInSight(
  root: RefObject<HTMLElement | null>,
  { columns, hours }: { readonly columns: readonly GridColumn[]; readonly hours: VisibleHours },
  time: DoctorTime | null,
): void {
  const dayMs = time && startOfDay(+time.start);
  const column = columns.findIndex((one) => one.doctorId === time?.doctorId && one.dayMs === dayMs);
  const { openMinute, closeMinute } = hours;
  const shareOf = (minute: number): number => (minute - openMinute) / (closeMinute - openMinute);
  const from = time ? shareOf(minuteOfDay(+time.start)) : 0;
  const to = time ? from + (+time.end - +time.start) / ((closeMinute - openMinute) * MINUTE_MS) : 0;
  useEffect(() => {
    const content = root.current?.querySelector('.rbc-time-content');
    if (!content || column < 0) return undefined;
    const show = (): void => scrollTo(content, column, { from, to });
    // It tells of the size that there is as well, once that is known.
    const observer = new ResizeObserver(show);
    observer.observe(content);
    return () => observer.disconnect();
  }, [root, column, from, to]);
}

/** By as little as it takes; the gutter and the header stay where they are and cover what is behind. */
function scrollTo(
  content: Element,
  column: number,
  { from, to }: { readonly from: number; readonly to: number },
): void {
  const slot = content.querySelectorAll('.rbc-day-slot')[column]?.getBoundingClientRect();
  if (!slot) return;
  const box = content.getBoundingClientRect();
  const sizeOf = (selector: string): DOMRect | undefined =>
    content.querySelector(selector)?.getBoundingClientRect();
  const left = box.left + (sizeOf('.grid-gutter')?.width ?? 0);
  const top = box.top + (sizeOf('.grid-header')?.height ?? 0) + MARGIN_PX;
  content.scrollBy({
    left: outside(slot.left, slot.right, left, box.right),
    top: outside(
      ...([slot.top + from * slot.height, slot.top + to * slot.height] as const),
      ...([top, box.bottom - MARGIN_PX] as const),
    ),
  });
}

/** How far a stretch lies outside of another: below 0 before it; its beginning counts more than its end. */
function outside(start: number, end: number, from: number, until: number): number {
  if (start < from) return start - from;
  return end > until ? Math.min(end - until, start - from) : 0;
}
