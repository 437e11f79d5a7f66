import { lazy, Suspense, useState } from 'react';
import type { PaletteAction } from './command-palette.tsx';

export const loadCommandPalette = async () => ({
  default: (await import('./command-palette.tsx')).CommandPalette,
});
const CommandPalette = lazy(loadCommandPalette);

/** Keeps the palette's 30 kB out of the first paint. */
export function LazyCommandPalette(props: {
  readonly actions: PaletteAction[];
  /** How often the palette was asked for; 0 loads nothing. */
  readonly openings: number;
  readonly onQuery?: (query: string) => void;
}) {
  const [query, setQuery] = useState('');
  if (props.openings === 0) return null;
  return (
    <Suspense fallback={null}>
      <CommandPalette
        actions={props.actions}
        openings={props.openings}
        query={query}
        onQuery={(next) => {
          setQuery(next);
          props.onQuery?.(next);
        }}
      />
    </Suspense>
  );
}
