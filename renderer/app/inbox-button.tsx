import { UnstyledButton } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { CountBadge } from '../ui/count-badge.tsx';
import { words } from './app-words.ts';

/** How many conflicts wait for a person. */
export function InboxButton(props: { readonly openCount: number; readonly onOpen: () => void }) {
  return (
    <UnstyledButton
      className="inbox"
      aria-label={words.conflictInbox(props.openCount)}
      onClick={props.onOpen}
    >
      <span className="badged">
        <IconInbox size={20} stroke={1.7} aria-hidden="true" />
        <CountBadge count={props.openCount} label={words.open(props.openCount)} />
      </span>
    </UnstyledButton>
  );
}
