import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { SetUp } from '../../../shared/wire/desk/set-up.ts';
import { words } from './sign-in-words.ts';

/** Central's address and the code that lets this computer in. */
export function JoinForm(props: {
  readonly isBusy: boolean;
  readonly onStart: (setUp: SetUp) => Promise<void>;
}) {
  const [centralUrl, setCentralUrl] = useState('https://');
  const [code, setCode] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void props.onStart({ kind: 'join', centralUrl, code });
  };
  return (
    <form onSubmit={submit} className="entry-head">
      <TextInput
        label={words.central}
        description={words.joinHintAddress}
        type="url"
        value={centralUrl}
        required
        onChange={(event) => setCentralUrl(event.currentTarget.value)}
      />
      <TextInput
        label={words.code}
        value={code}
        required
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button mt="sm" type="submit" loading={props.isBusy}>
        {words.start}
      </Button>
    </form>
  );
}
