import { Menu, UnstyledButton } from '@mantine/core';
import { type Icon, IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { CountBadge } from '../ui/count-badge.tsx';
import { words } from './app-words.ts';

export interface RailItem {
  readonly id: string;
  readonly label: string;
  readonly icon: Icon;
  readonly badge?: { readonly count: number; readonly label: string };
}

/** The ways into the program, at the left edge. */
export function Rail(props: {
  readonly items: readonly RailItem[];
  /** Behind a button that opens them. */
  readonly moreItems: readonly RailItem[];
  readonly footItems: readonly RailItem[];
  readonly currentId: string;
  readonly onNavigate: (itemId: string) => void;
  readonly person: ReactNode;
}) {
  const button = (item: RailItem) => (
    <RailButton
      key={item.id}
      item={item}
      isCurrent={item.id === props.currentId}
      onNavigate={props.onNavigate}
    />
  );
  return (
    <nav className="rail" aria-label={words.mainNavigation}>
      <div className="rail-logo" role="img" aria-label={words.product}>
        D
      </div>
      {props.items.map(button)}
      <span className="grow" />
      <MoreItems
        items={props.moreItems}
        currentId={props.currentId}
        onNavigate={props.onNavigate}
      />
      {props.footItems.map(button)}
      {props.person}
    </nav>
  );
}

function RailButton(props: {
  readonly item: RailItem;
  readonly isCurrent: boolean;
  readonly onNavigate: (itemId: string) => void;
}) {
  const { item } = props;
  const ItemIcon = item.icon;
  return (
    <UnstyledButton
      className="rail-item"
      aria-current={props.isCurrent ? 'page' : undefined}
      onClick={() => props.onNavigate(item.id)}
    >
      <span className="badged">
        <ItemIcon size={20} stroke={1.7} aria-hidden="true" />
        {item.badge ? <CountBadge {...item.badge} /> : null}
      </span>
      <span>{item.label}</span>
    </UnstyledButton>
  );
}

function MoreItems(props: {
  readonly items: readonly RailItem[];
  readonly currentId: string;
  readonly onNavigate: (itemId: string) => void;
}) {
  const { items, currentId, onNavigate } = props;
  if (items.length === 0) return null;
  const waits = items.find(({ badge }) => badge)?.badge;
  const isOneCurrent = items.some(({ id }) => id === currentId);
  return (
    <Menu position="right-end">
      <Menu.Target>
        <UnstyledButton className="rail-item" aria-current={isOneCurrent ? 'page' : undefined}>
          <span className="badged">
            <IconDots size={20} stroke={1.7} aria-hidden="true" />
            {waits ? <CountBadge {...waits} /> : null}
          </span>
          <span>{words.more}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map(({ id, label, icon: ItemIcon, badge }) => (
          <Menu.Item
            key={id}
            aria-current={id === currentId ? 'page' : undefined}
            leftSection={<ItemIcon size={16} aria-hidden="true" />}
            rightSection={badge ? badge.count : undefined}
            onClick={() => onNavigate(id)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
