import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { DeviceRefusal } from '../../../shared/wire/desk/devices.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSay } from '../../words/use-say.ts';
import { deviceRefusalWords, words } from './devices-words.ts';

type Refused = DeviceRefusal | 'failed' | null;

/**
 * What central does for an administrator only: the password is typed each time, and forgotten by the
 * window whatever comes of it. `onSubmit` gives the refusal, or null when it was done.
 */
export function AdminForm(props: {
  readonly title: string;
  readonly submitLabel: string;
  readonly isReady: boolean;
  readonly children: ReactNode;
  readonly onSubmit: (password: string) => Promise<DeviceRefusal | null>;
  readonly onLeave: () => void;
}) {
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused>(null);
  const say = useSay();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setPassword('');
    setRefused(await props.onSubmit(password).catch(() => 'failed' as const));
    setBusy(false);
  };
  return (
    <form
      className="page-form device-form"
      aria-label={props.title}
      onSubmit={(event) => void submit(event)}
    >
      <b>{props.title}</b>
      {props.children}
      <PasswordInput
        label={words.password}
        value={password}
        required
        maxLength={200}
        maw={320}
        autoComplete="current-password"
        onChange={({ currentTarget: { value } }) => setPassword(value)}
      />
      {refused === null ? null : (
        <Notice
          tone="warn"
          title={refused === 'failed' ? words.failed : deviceRefusalWords(refused, momentOf(say))}
        />
      )}
      <div className="page-actions">
        <Button type="submit" loading={isBusy} disabled={!props.isReady}>
          {props.submitLabel}
        </Button>
        <Button variant="default" disabled={isBusy} onClick={props.onLeave}>
          {words.leave}
        </Button>
      </div>
    </form>
  );
}

const momentOf =
  (say: { readonly day: (ms: number) => string; readonly time: (ms: number) => string }) =>
  (ms: number): string =>
    `${say.day(ms)}, ${say.time(ms)}`;
