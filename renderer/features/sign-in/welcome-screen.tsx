import './sign-in.css';
import { Button, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import type { SetUp } from '../../../shared/wire/desk/set-up.ts';
import { useDesk } from '../../intents/desk.ts';
import { Notice } from '../../ui/notice.tsx';
import { JoinForm } from './join-form.tsx';
import { NewOrganisationForm } from './new-organisation-form.tsx';
import { setUpWords, words } from './sign-in-words.ts';

/** The first start: a sample to look at, an organisation of one's own, or one that exists. */
export function WelcomeScreen() {
  const { client } = useDesk();
  const [choice, setChoice] = useState<'new' | 'join' | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  const begin = async (setUp: SetUp): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const answer = await client.setUp(setUp);
      if (!answer.ok) setProblem(setUpWords(answer.error));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : words.lineLost);
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="entry">
      <div className="entry-card wide">
        <div className="entry-head">
          <h1>{words.welcome}</h1>
          <p>{words.choose}</p>
        </div>
        {choice === 'new' ? <NewOrganisationForm isBusy={isBusy} onStart={begin} /> : null}
        {choice === 'join' ? <JoinForm isBusy={isBusy} onStart={begin} /> : null}
        {choice === null ? (
          <>
            <Choice
              title={words.openSample}
              hint={words.sampleHint}
              isBusy={isBusy}
              onChoose={() => void begin({ kind: 'sample', today: null })}
            />
            <Choice
              title={words.create}
              hint={words.createHint}
              isBusy={isBusy}
              onChoose={() => setChoice('new')}
            />
            <Choice
              title={words.join}
              hint={words.joinHint}
              isBusy={isBusy}
              onChoose={() => setChoice('join')}
            />
          </>
        ) : (
          <Button variant="subtle" color="gray" onClick={() => setChoice(null)}>
            {words.back}
          </Button>
        )}
        {problem ? <Notice tone="danger" title={problem} /> : null}
      </div>
    </main>
  );
}

function Choice(props: {
  readonly title: string;
  readonly hint: string;
  readonly isBusy: boolean;
  readonly onChoose: () => void;
}) {
  return (
    <UnstyledButton className="entry-choice" disabled={props.isBusy} onClick={props.onChoose}>
      <b>{props.title}</b>
      <span>{props.hint}</span>
    </UnstyledButton>
  );
}
