import './screens.css';
import '@mantine/notifications/styles.layer.css';
import { createRoot } from 'react-dom/client';
import { assert } from '../../shared/core/assert.ts';
import { DeskContext } from '../intents/desk.ts';
import { openDesk } from '../intents/open-desk.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ThemeProvider } from '../ui/theme-provider.tsx';
import { App } from './app.tsx';
import { words } from './app-words.ts';
import { Toasts } from './toasts.tsx';

/** Puts the program into the page. */
export async function start(page: Document): Promise<void> {
  const element = page.getElementById('root');
  assert(element, 'index.html has the element the program lives in');
  const root = createRoot(element);
  root.render(
    <ThemeProvider>
      <EmptyState title={words.starting} />
    </ThemeProvider>,
  );
  const desk = await openDesk();
  root.render(
    <ThemeProvider>
      <Toasts />
      <DeskContext value={desk}>
        <App />
      </DeskContext>
    </ThemeProvider>,
  );
}
