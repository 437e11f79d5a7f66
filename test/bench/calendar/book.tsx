import { createRoot } from 'react-dom/client';
import { ScheduleScreen } from '../../../renderer/features/schedule/screen/schedule-screen.tsx';
import { type Desk, DeskContext } from '../../../renderer/intents/desk.ts';
import { openReadModel } from '../../../renderer/replica/read-model.ts';
import { useView } from '../../../renderer/state/view-store.ts';
import { ThemeProvider } from '../../../renderer/ui/theme-provider.tsx';
import { addDays, wallToDay } from '../../../shared/time/day.ts';
import type { RowsMessage } from '../../../shared/wire/desk/down.ts';
import type { DeskAppointment } from '../../../shared/wire/desk/rows.ts';
import { timed } from './bench-page.ts';
import { DAY_MS } from './sample-book.ts';
import { rowsMessage, rowsTexts, sampleAppointments, sampleSurroundings } from './sample-rows.ts';

/**
 * The whole way of the program from the rows of a message to the picture: the read model, the
 * stores, the views, doctors and backgrounds made of them, and the screen. Only the line to a host
 * is not there: the rows are those it would have brought.
 */
/** The one that changes. The page keeps no others, as they would count as the program's memory. */
let changing: DeskAppointment | undefined;
let day = wallToDay(DAY_MS);
let changes = 0;
let drops = 0;

/** A dropped card is asked for, and stays where it is until there is an answer. */
const desk = {
  client: { watch: () => undefined },
  intents: {
    send: () => {
      drops += 1;
      return new Promise(() => undefined);
    },
  },
} as unknown as Desk;

const element = document.getElementById('root') as HTMLElement;
const root = createRoot(element);
const readModel = await openReadModel();
useView.setState({ day });

/** Resolves when a card says so; that it does is what the frame after it shows. */
const stands = (text: string): Promise<void> =>
  new Promise((resolve) => {
    const observer = new MutationObserver((records) => {
      if (!records.some(({ target }) => target.textContent?.includes(text))) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(element, { subtree: true, childList: true, characterData: true });
  });

/** As on the other pages: the first of the shown day after ten. */
const TEN_MS = Date.parse(`${day}T10:00:00+05:30`);

window.bench = {
  card: '.rbc-event',
  drops: () => drops,
  render: (count) => {
    const appointments = sampleAppointments(count);
    changing = appointments.find(({ startMs }) => startMs > TEN_MS);
    const surroundings = sampleSurroundings(appointments);
    const texts = rowsTexts('appointments', appointments);
    return timed(async () => {
      const shown = stands('Patient ');
      root.render(
        <ThemeProvider scheme="light">
          <DeskContext value={desk}>
            <ScheduleScreen />
          </DeskContext>
        </ThemeProvider>,
      );
      for (const message of surroundings) await readModel.take(message);
      for (const text of texts) await readModel.take(JSON.parse(text) as RowsMessage);
      await shown;
    });
  },
  changeOne: () => {
    changes += 1;
    const patientName = `Changed ${changes}.`;
    const changed = [{ ...(changing as DeskAppointment), patientName }];
    return timed(async () => {
      const shown = stands(patientName);
      await readModel.take(rowsMessage('appointments', changed));
      await shown;
    });
  },
  nextDay: () => {
    day = addDays(day, 1);
    return timed(() => useView.setState({ day }));
  },
};
