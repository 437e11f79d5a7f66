import { notifications } from '@mantine/notifications';
import { Suspense, useEffect } from 'react';
import { lazyPart } from '../ui/lazy-part.ts';
import { loadWords } from '../words/load-words.ts';
import { words } from './app-words.ts';
import type { ScreenId } from './screens.ts';

export const loadCommandPalette = async () => (await import('./desk-palette.tsx')).DeskPalette;

/** Said each time it is asked for; the rail and the screens are there. */
function NotHere({ openings }: { readonly openings: number }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time.
  useEffect(() => {
    notifications.show({ title: words.paletteNotHere, message: loadWords.notHereHint });
  }, [openings]);
  return null;
}

const DeskPalette = lazyPart(loadCommandPalette, NotHere);

/** Keeps the palette, and all that it finds, out of the first paint. */
export function LazyCommandPalette(props: {
  /** How often the palette was asked for; 0 loads nothing. */
  readonly openings: number;
  readonly goTo: (screen: ScreenId) => void;
  readonly undo: () => void;
}) {
  if (props.openings === 0) return null;
  return (
    <Suspense fallback={null}>
      <DeskPalette {...props} />
    </Suspense>
  );
}
