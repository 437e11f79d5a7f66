import { useEffect, useState } from 'react';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type { KeptCalendar } from '../../../shared/wire/desk/kept-calendar.ts';
import { useDesk } from '../../intents/desk.ts';
import { useSay } from '../../words/use-say.ts';
import { importRefusalWords } from './import-refusal-words.ts';
import { words } from './kept-words.ts';

/** They are read while nobody asks: what came of it is looked at this often. */
const LOOK_EVERY_MS = 15_000;

type KeptChange = Extract<
  Ask,
  { readonly kind: 'import-kept-read' | 'import-kept-pause' | 'import-kept-remove' }
>;

/** The calendars that this computer keeps up with; null until they are known, or for whoever may not. */
export function useKeptCalendars() {
  const { client } = useDesk();
  const say = useSay();
  const [calendars, setCalendars] = useState<readonly KeptCalendar[] | null>(null);
  /** The calendar that something is done with. */
  const [busyId, setBusyId] = useState<string | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again.
  useEffect(() => {
    let isThere = true;
    const look = (): void => {
      client.ask({ kind: 'import-kept' }).then(
        (answer) => {
          if (isThere) setCalendars(answer);
        },
        () => undefined,
      );
    };
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => {
      isThere = false;
      clearInterval(timer);
    };
  }, [client, round]);
  /** What came of it; null if it did not come about, which is told. */
  const change = async <A extends KeptChange>(
    ask: A,
  ): Promise<Extract<AnswerOf<A>, { readonly ok: true }> | null> => {
    setBusyId(ask.keptId);
    const answer = await client.ask(ask).catch(() => null);
    setBusyId(null);
    setRound((now) => now + 1);
    // What a calendar could not be read for stands with it.
    const isTold = ask.kind === 'import-kept-read' && answer?.ok === false;
    setTrouble(
      answer === null
        ? words.noAnswer
        : answer.ok || isTold
          ? null
          : importRefusalWords(answer.error, say),
    );
    return answer?.ok ? (answer as Extract<AnswerOf<A>, { readonly ok: true }>) : null;
  };
  return { calendars, busyId, trouble, change };
}
