import '@mantine/spotlight/styles.layer.css';
import {
  createSpotlight,
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
} from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { words } from './app-words.ts';

export type PaletteAction = SpotlightActionGroupData | SpotlightActionData;

/**
 * Search and commands. Mounted by a lazy import at the first use, and open from the start; who
 * mounts it raises `openings` to open it again.
 */
export function CommandPalette(props: {
  readonly actions: PaletteAction[];
  readonly openings: number;
  readonly query: string;
  readonly onQuery: (query: string) => void;
}) {
  const [[store, palette]] = useState(createSpotlight);
  const { openings } = props;
  useEffect(() => {
    if (openings > 0) palette.open();
  }, [palette, openings]);
  return (
    <Spotlight
      store={store}
      actions={props.actions}
      query={props.query}
      onQueryChange={props.onQuery}
      shortcut={null}
      radius="lg"
      overlayProps={{ blur: 0, backgroundOpacity: 0.32 }}
      nothingFound={words.nothingFound}
      highlightQuery
      scrollable
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden="true" />,
        placeholder: words.search,
        'aria-label': words.search,
      }}
    />
  );
}
