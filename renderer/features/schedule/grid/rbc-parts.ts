import dragContainerModule from 'react-big-calendar/lib/addons/dragAndDrop/EventContainerWrapper';
import dragEventModule from 'react-big-calendar/lib/addons/dragAndDrop/EventWrapper';
import calendarModule from 'react-big-calendar/lib/Calendar';
import dayColumnModule, { type CommonJs } from 'react-big-calendar/lib/DayColumn';

/**
 * The CommonJS modules of react-big-calendar arrive wrapped in zero, one or two `default`s,
 * depending on the bundler and on whether tests or the build load them.
 */
function unwrap<T extends object>(module: CommonJs<T>): T {
  let value: unknown = module;
  while (typeof value === 'object' && value !== null && 'default' in value) value = value.default;
  return value as T;
}

export const Calendar = unwrap(calendarModule);
export const DayColumn = unwrap(dayColumnModule);
export const DragEventWrapper = unwrap(dragEventModule);
export const DragContainerWrapper = unwrap(dragContainerModule);
