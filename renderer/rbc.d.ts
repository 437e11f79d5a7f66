/**
 * react-big-calendar ships no types for the inner modules that the fast grid is built from. Only
 * what Daybook uses is described, as of 1.20.0. The default exports are wrapped once more by some
 * bundlers, which is why they are typed as `CommonJs` (see grid/rbc-parts.ts).
 */
declare module 'react-big-calendar/lib/localizer' {
  export interface RbcFormats {
    readonly [name: string]: string | ((value: never) => string);
  }
  export class DateLocalizer {
    constructor(spec: object);
    startOf(date: Date, unit: string): Date;
    endOf(date: Date, unit: string): Date;
    merge(date: Date, time: Date): Date;
    add(date: Date, amount: number, unit: string): Date;
    visibleDays(date: Date): Date[];
    getSlotDate(date: Date, minutesFromMidnight: number, offset: number): Date;
    getTotalMin(start: Date, end: Date): number;
    getMinutesFromMidnight(date: Date): number;
    format(value: unknown, format: string): string;
    ceil(date: Date, unit: string): Date;
    eq(a: Date, b: Date, unit?: string): boolean;
    lt(a: Date, b: Date, unit?: string): boolean;
    diff(a: Date, b: Date, unit?: string): number;
    range(start: Date, end: Date, unit?: string): Date[];
    min(a: Date, b: Date): Date;
    max(a: Date, b: Date): Date;
  }
}

declare module 'react-big-calendar/lib/Calendar' {
  import type { ComponentType } from 'react';
  import type { CommonJs } from 'react-big-calendar/lib/DayColumn';

  const Calendar: CommonJs<ComponentType<Record<string, unknown>>>;
  export default Calendar;
}

declare module 'react-big-calendar/lib/DayColumn' {
  import type { Component } from 'react';
  export type CommonJs<T> =
    | T
    | { readonly default: T }
    | { readonly default: { readonly default: T } };
  export interface DayColumnProps {
    readonly date: Date;
    readonly min: Date;
    readonly max: Date;
    readonly resource: string;
    readonly isNow: boolean;
    readonly step: number;
    readonly timeslots: number;
    readonly rtl?: boolean;
    readonly selectable?: unknown;
    readonly selected?: unknown;
    readonly events: readonly object[];
    readonly backgroundEvents: readonly object[];
    readonly [other: string]: unknown;
  }
  export class DayColumnClass extends Component<DayColumnProps> {}
  const DayColumn: CommonJs<typeof DayColumnClass>;
  export default DayColumn;
}

declare module 'react-big-calendar/lib/addons/dragAndDrop/EventWrapper' {
  import type { ComponentType, ReactElement } from 'react';
  import type { CommonJs } from 'react-big-calendar/lib/DayColumn';

  const EventWrapper: CommonJs<
    ComponentType<{ children: ReactElement; event: object; resizable: boolean }>
  >;
  export default EventWrapper;
}

declare module 'react-big-calendar/lib/addons/dragAndDrop/EventContainerWrapper' {
  import type { ComponentType } from 'react';
  import type { CommonJs } from 'react-big-calendar/lib/DayColumn';

  const EventContainerWrapper: CommonJs<ComponentType<Record<string, unknown>>>;
  export default EventContainerWrapper;
}

declare module 'react-big-calendar/lib/addons/dragAndDrop/DnDContext' {
  import type { Context } from 'react';
  export const DnDContext: Context<object>;
}

declare module '*.css';
