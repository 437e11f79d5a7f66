import FullCalendar from '@fullcalendar/react';
import interactionPlugin from '@fullcalendar/react/interaction';
import '@fullcalendar/react/skeleton.css';
import themePlugin from '@fullcalendar/react/themes/classic';
import '@fullcalendar/react/themes/classic/palette.css';
import '@fullcalendar/react/themes/classic/theme.css';
import resourceTimeGridPlugin from '@fullcalendar/react-scheduler/resource-timegrid';
import { createRef } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { offerBench } from '../calendar/bench-page.ts';
import { doctorIds } from '../calendar/sample-book.ts';

/**
 * A peer: FullCalendar's day of resources as its documentation sets it up, with drag and drop, in
 * the zone of the clinic.
 */
const ZONE_MS = 5.5 * 3_600_000;
const COLOURS: Readonly<Record<string, string>> = {
  green: '#1b8a4b',
  violet: '#6a4dd6',
  red: '#ce2f3c',
  teal: '#0a7f8d',
};

/** Sample times are wall times of Kolkata; the peer wants instants. */
const instantOf = (wallMs: number): string => new Date(wallMs - ZONE_MS).toISOString();

const plugins = [themePlugin, interactionPlugin, resourceTimeGridPlugin];
const resources = doctorIds.map((id) => ({ id, title: `Doctor ${id}` }));
const root = createRoot(document.getElementById('root') as HTMLElement);
const calendar = createRef<{ getApi: () => { gotoDate: (date: string) => void } }>();
const converted = new WeakMap<object, object>();
let shownDayMs: number | null = null;

offerBench('.peer-event', (events, dayMs, onDrop) => {
  const shown = events.map((event) => {
    const known = converted.get(event);
    if (known) return known;
    const made = {
      id: event.id,
      title: event.title,
      start: instantOf(+event.start),
      end: instantOf(+event.end),
      resourceId: event.doctorId,
      color: COLOURS[event.serviceColour],
    };
    converted.set(event, made);
    return made;
  });
  const day = instantOf(dayMs + 12 * 3_600_000);
  flushSync(() =>
    root.render(
      <FullCalendar
        ref={calendar}
        schedulerLicenseKey="CC-Attribution-NonCommercial-NoDerivatives"
        plugins={plugins}
        initialView="resourceTimeGridDay"
        initialDate={day}
        timeZone="Asia/Kolkata"
        locale="en-GB"
        height="100vh"
        slotMinTime="07:00:00"
        slotMaxTime="19:00:00"
        slotDuration="00:15:00"
        allDaySlot={false}
        selectable
        editable
        eventClass="peer-event"
        eventDrop={onDrop}
        resources={resources}
        events={shown}
      />,
    ),
  );
  if (shownDayMs !== null && shownDayMs !== dayMs) calendar.current?.getApi().gotoDate(day);
  shownDayMs = dayMs;
});
