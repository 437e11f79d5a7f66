import { useState } from 'react';
import { CommandPalette } from './command-palette.tsx';
import type { ScreenId } from './screens.ts';
import { usePalette } from './use-palette.ts';

/** The palette of a desk: its commands and screens, and patients as they are typed. */
export function DeskPalette(props: {
  readonly openings: number;
  readonly goTo: (screen: ScreenId) => void;
  readonly undo: () => void;
}) {
  const [query, setQuery] = useState('');
  const actions = usePalette(query, props.goTo, props.undo);
  return <CommandPalette {...{ actions, query }} openings={props.openings} onQuery={setQuery} />;
}
