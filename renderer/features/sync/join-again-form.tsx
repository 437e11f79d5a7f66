import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { JoinAgainRefusal } from '../../../shared/wire/desk/set-up.ts';
import { useDesk } from '../../intents/desk.ts';
import { joinWords } from '../../words/join-words.ts';
import { words } from './sync-words.ts';

/** The code with which a computer that central does not listen to any more joins again. */
export function JoinAgainForm() {
  const { client } = useDesk();
  const [code, setCode] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<JoinAgainRefusal | null>(null);
  const join = async (): Promise<void> => {
    setBusy(true);
    const joined = await client.ask({ kind: 'join-again', code }).catch(() => null);
    setBusy(false);
    setRefusal(joined && !joined.ok ? joined.error : null);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void join();
  };
  return (
    <form onSubmit={submit} className="form-grid">
      <TextInput
        label={words.newCode}
        value={code}
        required
        minLength={4}
        maxLength={40}
        autoComplete="off"
        error={refusal ? joinWords(refusal) : null}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={isBusy}>
        {words.joinAgain}
      </Button>
    </form>
  );
}
