import { Menu, UnstyledButton } from '@mantine/core';
import { IconLock, IconLogout } from '@tabler/icons-react';
import { useDesk } from '../intents/desk.ts';
import { useSession } from '../state/session-store.ts';
import { words } from './app-words.ts';

/** Who is signed in, and the way out. */
export function AccountMenu() {
  const { client } = useDesk();
  const me = useSession((session) => session.me);
  if (!me) return null;
  const initials = me.name
    .split(/\s+/)
    .map((part) => part[0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase();
  return (
    <Menu position="right-end">
      <Menu.Target>
        <UnstyledButton className="rail-person" aria-label={`${initials}, ${me.name}`}>
          {initials}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.name} · {words.roles[me.role]}
        </Menu.Label>
        <Menu.Item leftSection={<IconLock size={16} />} onClick={client.lock}>
          {words.lock}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={client.signOut}>
          {words.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
