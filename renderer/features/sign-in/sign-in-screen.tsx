import './sign-in.css';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useDesk } from '../../intents/desk.ts';
import { useSession } from '../../state/session-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { signInWords, words } from './sign-in-words.ts';

/** Who is at this desk? */
export function SignInScreen() {
  const { client } = useDesk();
  const samples = useSession((session) => session.sampleLogins);
  const organisation = useSession((session) => session.replica?.organisationName ?? '');
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const signIn = async (name: string, secret: string): Promise<void> => {
    setBusy(true);
    try {
      const answer = await client.signIn(name, secret);
      setProblem(answer.ok ? null : signInWords(answer));
    } catch {
      setProblem(words.lineLost);
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void signIn(login, password);
  };
  return (
    <main className="entry">
      <form className="entry-card" onSubmit={submit}>
        <div className="entry-head">
          <h1>{organisation || words.product}</h1>
          <p>{words.tagline}</p>
        </div>
        <TextInput
          label={words.login}
          value={login}
          autoComplete="username"
          data-autofocus
          onChange={(event) => setLogin(event.currentTarget.value)}
          required
        />
        <PasswordInput
          label={words.password}
          value={password}
          autoComplete="current-password"
          onChange={(event) => setPassword(event.currentTarget.value)}
          required
        />
        {problem ? <Notice tone="danger" title={problem} /> : null}
        <Button type="submit" loading={isBusy}>
          {words.signIn}
        </Button>
        {samples.length > 0 ? (
          <div className="entry-head">
            <p>{words.sample}</p>
            <div className="entry-samples">
              {samples.map((sample) => (
                <Button
                  key={sample.login}
                  size="compact-sm"
                  variant="default"
                  onClick={() => void signIn(sample.login, sample.password)}
                >
                  {sample.name}
                </Button>
              ))}
            </div>
          </div>
        ) : null}
      </form>
    </main>
  );
}
