import { UnstyledButton } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useSession } from '../state/session-store.ts';
import { CountBadge } from '../ui/count-badge.tsx';
import { words } from './app-words.ts';

/** How many alerts wait for whoever answers for a branch; nothing for others. */
export function AlertBell(props: { readonly onOpen: () => void }) {
  const count = useSession((session) => session.alerts);
  if (count === null) return null;
  return (
    <UnstyledButton className="inbox" aria-label={words.alerts(count)} onClick={props.onOpen}>
      <span className="badged">
        <IconBell size={20} stroke={1.7} aria-hidden="true" />
        <CountBadge count={count} label={words.open(count)} />
      </span>
    </UnstyledButton>
  );
}
