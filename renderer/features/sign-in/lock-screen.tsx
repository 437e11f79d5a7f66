import './sign-in.css';
import { Button, PasswordInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconLock } from '@tabler/icons-react';
import { type FormEvent, useEffect, useState } from 'react';
import type { LockedDesk } from '../../../shared/wire/desk/down.ts';
import { useDesk } from '../../intents/desk.ts';
import { useSession } from '../../state/session-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { signInWords, unlockWords, words } from './sign-in-words.ts';

const NO_DIGIT = /\D/g;

/** A desk that somebody left. Nothing of the book is behind it: it comes back with the person. */
export function LockScreen({ locked }: { readonly locked: LockedDesk }) {
  const { client } = useDesk();
  const hasLine = useSession((session) => session.line === 'open');
  const [byPassword, setByPassword] = useState(!locked.hasPin);
  const [secret, setSecret] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  // What was announced a moment ago may name a patient.
  useEffect(() => notifications.clean(), []);
  useEffect(() => setByPassword(!locked.hasPin), [locked.hasPin]);

  const tryIt = async (): Promise<string | null> => {
    if (byPassword) {
      const answer = await client.signIn(locked.login, secret);
      return answer.ok ? null : signInWords(answer);
    }
    const answer = await client.unlock(secret);
    return answer.ok ? null : unlockWords(answer);
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      setProblem(await tryIt());
    } catch {
      setProblem(words.lineLost);
    } finally {
      setSecret('');
      setBusy(false);
    }
  };
  const switchWay = (): void => {
    setByPassword(true);
    setSecret('');
    setProblem(null);
  };
  return (
    <main className="entry">
      <form className="entry-card" onSubmit={(event) => void submit(event)}>
        <div className="entry-head">
          <h1 className="lock-title">
            <IconLock size={20} aria-hidden="true" /> {words.locked}
          </h1>
          <p>{words.lockedFor(locked.name)}</p>
        </div>
        <PasswordInput
          key={byPassword ? 'password' : 'pin'}
          label={byPassword ? words.password : words.pin}
          value={secret}
          autoFocus
          required
          disabled={!hasLine}
          autoComplete={byPassword ? 'current-password' : 'off'}
          {...(byPassword ? {} : { inputMode: 'numeric', minLength: 4, maxLength: 8 })}
          onChange={({ currentTarget: { value } }) =>
            setSecret(byPassword ? value : value.replaceAll(NO_DIGIT, ''))
          }
        />
        {problem ? <Notice tone="danger" title={problem} /> : null}
        {hasLine ? null : <Notice tone="neutral" title={words.hostAway} />}
        <Button type="submit" loading={isBusy} disabled={!hasLine}>
          {words.unlock}
        </Button>
        <div className="lock-ways">
          {byPassword ? null : (
            <Button variant="subtle" color="gray" size="compact-sm" px={4} onClick={switchWay}>
              {words.usePassword}
            </Button>
          )}
          <Button variant="subtle" color="gray" size="compact-sm" px={4} onClick={client.signOut}>
            {words.someoneElse}
          </Button>
        </div>
      </form>
    </main>
  );
}
