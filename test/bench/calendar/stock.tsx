import { DateTime, Settings } from 'luxon';
import { Calendar, luxonLocalizer } from 'react-big-calendar';
import dragModule from 'react-big-calendar/lib/addons/dragAndDrop';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { offerBench } from './bench-page.ts';
import { DAY_MS, doctorIds } from './sample-book.ts';

/**
 * The peer: react-big-calendar as its documentation sets it up, with drag and drop, resources and
 * its luxon localizer in the zone of the clinic.
 */
Settings.defaultZone = 'Asia/Kolkata';
Settings.defaultLocale = 'en-GB';

const withDragAndDrop = 'default' in dragModule ? dragModule.default : dragModule;
const DragCalendar = withDragAndDrop(Calendar);
const localizer = luxonLocalizer(DateTime, { firstDayOfWeek: 1 });

/** Sample times are wall times; the peer wants instants of the clinic's zone. */
const instantOf = (wall: Date): Date =>
  DateTime.fromMillis(+wall, { zone: 'utc' })
    .setZone('Asia/Kolkata', { keepLocalTime: true })
    .toJSDate();

const resources = doctorIds.map((id) => ({ id, title: `Doctor ${id}` }));
const COLOURS: Readonly<Record<string, string>> = {
  green: '#1b8a4b',
  violet: '#6a4dd6',
  red: '#ce2f3c',
  teal: '#0a7f8d',
};
const eventPropGetter = (event: { colour: string }) => ({
  style: { backgroundColor: COLOURS[event.colour] },
});
const min = instantOf(new Date(DAY_MS + 7 * 3_600_000));
const max = instantOf(new Date(DAY_MS + 19 * 3_600_000));
const ignore = (): void => undefined;
const root = createRoot(document.getElementById('root') as HTMLElement);
const converted = new WeakMap<object, object>();

offerBench('.rbc-event', (events, dayMs, onDrop) => {
  const shown = events.map((event) => {
    const known = converted.get(event);
    if (known) return known;
    const made = {
      id: event.id,
      title: event.title,
      start: instantOf(event.start),
      end: instantOf(event.end),
      resourceId: event.doctorId,
      colour: event.serviceColour,
    };
    converted.set(event, made);
    return made;
  });
  flushSync(() =>
    root.render(
      <DragCalendar
        localizer={localizer}
        events={shown}
        resources={resources}
        view="day"
        views={['day', 'week']}
        date={instantOf(new Date(dayMs + 12 * 3_600_000))}
        min={min}
        max={max}
        step={15}
        timeslots={4}
        selectable
        resizable
        eventPropGetter={eventPropGetter}
        onNavigate={ignore}
        onView={ignore}
        onEventDrop={onDrop}
        onEventResize={ignore}
        style={{ height: '100vh' }}
      />,
    ),
  );
});
