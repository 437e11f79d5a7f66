/** The peer of the calendar bench ships no types; this is what the bench calls. */
declare module 'luxon' {
  export const Settings: { defaultZone: string; defaultLocale: string };
  export class DateTime {
    static fromMillis(ms: number, options: { zone: string }): DateTime;
    setZone(zone: string, options: { keepLocalTime: boolean }): DateTime;
    toJSDate(): Date;
  }
}

declare module 'react-big-calendar' {
  import type { ComponentType } from 'react';
  export const Calendar: ComponentType<Record<string, unknown>>;
  export function luxonLocalizer(dateTime: object, options: { firstDayOfWeek: number }): object;
}

declare module 'react-big-calendar/lib/addons/dragAndDrop' {
  import type { ComponentType } from 'react';

  type Wrap = (
    calendar: ComponentType<Record<string, unknown>>,
  ) => ComponentType<Record<string, unknown>>;
  export const wrap: Wrap | { readonly default: Wrap };
  export { wrap as default };
}

declare module '@fullcalendar/react' {
  import type { ComponentType } from 'react';

  const FullCalendar: ComponentType<Record<string, unknown>>;

  export { FullCalendar as default };
}
declare module '@fullcalendar/react/interaction' {
  const plugin: object;

  export { plugin as default };
}
declare module '@fullcalendar/react/themes/classic' {
  const plugin: object;

  export { plugin as default };
}
declare module '@fullcalendar/react-scheduler/resource-timegrid' {
  const plugin: object;

  export { plugin as default };
}
declare module '@fullcalendar/react/skeleton.css';
declare module '@fullcalendar/react/themes/classic/palette.css';
declare module '@fullcalendar/react/themes/classic/theme.css';
