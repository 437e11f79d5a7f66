import { createRoot } from 'react-dom/client';
import { assert } from '../../shared/core/assert.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ThemeProvider } from '../ui/theme-provider.tsx';
import { words } from './app-words.ts';

/** Puts the program into the page. */
export function start(page: Document): void {
  const root = page.getElementById('root');
  assert(root, 'index.html has the element the program lives in');
  createRoot(root).render(
    <ThemeProvider>
      <EmptyState title={words.starting} />
    </ThemeProvider>,
  );
}
