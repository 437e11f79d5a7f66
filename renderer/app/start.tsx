import './screens.css';
import '@mantine/notifications/styles.layer.css';
import { createRoot } from 'react-dom/client';
import { assert } from '../../shared/core/assert.ts';
import { DeskContext } from '../intents/desk.ts';
import { openDesk } from '../intents/open-desk.ts';
import { ThemeProvider } from '../ui/theme-provider.tsx';
import { App } from './app.tsx';
import { Toasts } from './toasts.tsx';

/** Puts the program into the page, whose own frame stands until there is something to show. */
export async function start(page: Document): Promise<void> {
  const element = page.getElementById('root');
  assert(element, 'index.html has the element the program lives in');
  const desk = await openDesk();
  createRoot(element).render(
    <ThemeProvider>
      <Toasts />
      <DeskContext value={desk}>
        <App />
      </DeskContext>
    </ThemeProvider>,
  );
}
