import { Button, Switch, TextInput } from '@mantine/core';
import { IconCalendarDown } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { CALENDAR_ADDRESS_MAX } from '../../../shared/wire/desk/import-choices.ts';
import type { CalendarSource } from '../../../shared/wire/desk/kept-calendar.ts';
import { useSession } from '../../state/session-store.ts';
import { words } from './kept-words.ts';

/** Where a calendar is that is to be kept up with. */
export function CalendarAddressForm(props: { readonly onFetch: (source: CalendarSource) => void }) {
  const isAdmin = useSession(({ me }) => me?.role === 'admin');
  const [address, setAddress] = useState('');
  const [isNear, setNear] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    props.onFetch({ address: address.trim(), isNear });
  };
  return (
    <form aria-label={words.title} onSubmit={submit}>
      <h2>{words.title}</h2>
      <p className="page-hint">{words.hint}</p>
      <div className="import-address">
        <TextInput
          label={words.address}
          required
          autoComplete="off"
          spellCheck={false}
          maxLength={CALENDAR_ADDRESS_MAX}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          leftSection={<IconCalendarDown size={16} />}
          disabled={address.trim() === ''}
        >
          {words.fetch}
        </Button>
      </div>
      {isAdmin ? (
        <Switch
          label={words.near}
          description={words.nearHint}
          checked={isNear}
          onChange={(event) => setNear(event.currentTarget.checked)}
        />
      ) : null}
    </form>
  );
}
