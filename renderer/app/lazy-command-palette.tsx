import { lazy, Suspense } from 'react';
import type { ScreenId } from './screens.ts';

export const loadCommandPalette = async () => ({
  default: (await import('./desk-palette.tsx')).DeskPalette,
});
const DeskPalette = lazy(loadCommandPalette);

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
