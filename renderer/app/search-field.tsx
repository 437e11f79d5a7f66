import { UnstyledButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { Keycap } from '../ui/keycap.tsx';
import { words } from './app-words.ts';

/** Looks like a field, opens the palette. Listens for its key itself, so the palette loads late. */
export function SearchField(props: { readonly onOpen: () => void }) {
  useHotkeys([['mod+K', props.onOpen]], []);
  return (
    <UnstyledButton className="search-field" onClick={props.onOpen}>
      <IconSearch size={16} aria-hidden="true" />
      <span>{words.search}</span>
      <Keycap>{words.searchKeys}</Keycap>
    </UnstyledButton>
  );
}
