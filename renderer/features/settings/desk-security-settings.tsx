import { Button, PasswordInput, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useEffect, useState } from 'react';
import { useDesk } from '../../intents/desk.ts';
import { useSession } from '../../state/session-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { words } from './settings-words.ts';

const MINUTES = [2, 5, 10, 15, 30, 60];
const NO_DIGIT = /\D/g;

/** When the desks of this computer lock, and the PIN by which whoever is signed in opens them. */
export function DeskSecuritySettings() {
  const { client } = useDesk();
  const role = useSession((session) => session.me?.role);
  const [known, setKnown] = useState<{ hasPin: boolean; idleLockMin: number } | null>(null);
  useEffect(() => {
    let isThere = true;
    client.ask({ kind: 'desk-security' }).then(
      (answer) => {
        if (isThere) setKnown(answer);
      },
      () => undefined,
    );
    return () => {
      isThere = false;
    };
  }, [client]);
  const choose = async (minutes: number): Promise<void> => {
    const answer = await client.ask({ kind: 'set-idle-lock', minutes });
    if (!answer.ok || !known) return;
    setKnown({ ...known, idleLockMin: minutes });
    useSession.setState(({ me }) => ({ me: me && { ...me, idleLockMin: minutes } }));
    notifications.show({ message: words.saved });
  };
  if (!known) return null;
  return (
    <>
      <h2>{words.thisDesk}</h2>
      <div className="form-grid">
        <Select
          label={words.lockAfter}
          maw={320}
          value={String(known.idleLockMin)}
          allowDeselect={false}
          disabled={role !== 'admin' && role !== 'manager'}
          data={[...new Set([...MINUTES, known.idleLockMin])]
            .toSorted((a, b) => a - b)
            .map((count) => ({ value: String(count), label: words.minutes(count) }))}
          onChange={(value) => void choose(Number(value))}
        />
      </div>
      <PinForm hasPin={known.hasPin} onSet={() => setKnown({ ...known, hasPin: true })} />
    </>
  );
}

function PinForm(props: { readonly hasPin: boolean; readonly onSet: () => void }) {
  const { client } = useDesk();
  const [pin, setPin] = useState('');
  const [password, setPassword] = useState('');
  const [isWrong, setWrong] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const answer = await client.ask({ kind: 'set-pin', password, pin });
    setWrong(!answer.ok);
    setPassword('');
    if (!answer.ok) return;
    setPin('');
    props.onSet();
    notifications.show({ message: words.saved });
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <div className="form-grid">
        <PasswordInput
          label={props.hasPin ? words.changePin : words.newPin}
          value={pin}
          required
          inputMode="numeric"
          autoComplete="off"
          minLength={4}
          maxLength={8}
          onChange={({ currentTarget: { value } }) => setPin(value.replaceAll(NO_DIGIT, ''))}
        />
        <PasswordInput
          label={words.yourPassword}
          value={password}
          required
          autoComplete="current-password"
          onChange={({ currentTarget: { value } }) => setPassword(value)}
        />
        <Button type="submit" variant="default">
          {words.setPin}
        </Button>
      </div>
      {isWrong ? <Notice tone="warn" title={words.wrongPassword} /> : null}
    </form>
  );
}
