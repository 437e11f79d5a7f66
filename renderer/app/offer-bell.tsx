import { UnstyledButton } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { CountBadge } from '../ui/count-badge.tsx';
import { words } from './app-words.ts';

/** How many offers of working time wait for this person, or were answered; nothing while none. */
export function OfferBell(props: { readonly count: number; readonly onOpen: () => void }) {
  const { count } = props;
  if (count === 0) return null;
  return (
    <UnstyledButton className="inbox" aria-label={words.offers(count)} onClick={props.onOpen}>
      <span className="badged">
        <IconArrowsExchange size={20} stroke={1.7} aria-hidden="true" />
        <CountBadge count={count} label={words.open(count)} />
      </span>
    </UnstyledButton>
  );
}
