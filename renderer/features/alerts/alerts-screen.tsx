import './alerts.css';
import { SegmentedControl, TextInput } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import type { Alert } from '../../../shared/model/alert.ts';
import { ALERT_FILTERS, ALERTS_SHOWN_MAX } from '../../../shared/model/choices.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useDesk } from '../../intents/desk.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { useSession } from '../../state/session-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { loadWords } from '../../words/load-words.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { AlertTable } from './alert-table.tsx';
import { words } from './alerts-words.ts';

type Filter = (typeof ALERT_FILTERS)[number];
const TEXT_MAX = 100;

/** What somebody has to know of, for those who answer for a branch. */
export function AlertsScreen() {
  const isFor = useSession(({ me }) => me?.role === 'admin' || me?.role === 'manager');
  return (
    <section className="page">
      <h1>{words.title}</h1>
      {isFor ? <Alerts /> : <Notice tone="neutral" title={words.notPermitted} />}
    </section>
  );
}

function Alerts() {
  const say = useSay();
  const [filter, setFilter] = useState<Filter>('open');
  const [text, setText] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [turn, again] = useAlertsTurn();
  const { answer, state } = useAnswer({ kind: 'alerts', filter, text }, turn);
  // While it is asked again, what was there stays.
  const [shown, setShown] = useState<readonly Alert[] | null>(null);
  if (answer !== null && answer !== shown) setShown(answer);
  return (
    <>
      <p className="page-hint">{words.intro}</p>
      <search className="alert-filters">
        <TextInput
          label={words.search}
          value={text}
          maxLength={TEXT_MAX}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={words.show}
          value={filter}
          onChange={(value) => {
            setShown(null);
            setFilter(value as Filter);
          }}
          data={ALERT_FILTERS.map((value) => ({ value, label: words.filters[value] }))}
        />
      </search>
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
      <LoadState {...{ state, words: loadWords }} hasAnswer={shown !== null} onRetry={again} />
      {shown?.length === 0 ? (
        <EmptyState
          title={text === '' ? words.none[filter] : words.noneFound}
          icon={<IconBell size={32} stroke={1.5} />}
        />
      ) : null}
      <AlertTable alerts={shown ?? []} onRefused={setRefusal} />
      {(shown?.length ?? 0) >= ALERTS_SHOWN_MAX ? (
        <p className="page-hint">{words.cut(ALERTS_SHOWN_MAX)}</p>
      ) : null}
    </>
  );
}

/** A number that goes on whenever alerts may read otherwise, and how to go on by hand. */
function useAlertsTurn(): readonly [number, () => void] {
  const { client } = useDesk();
  const open = useSession((session) => session.alerts);
  const [turn, setTurn] = useState(0);
  const again = useCallback(() => setTurn((n) => n + 1), []);
  useEffect(
    () =>
      client.outcomes.add(({ outcome }) => {
        if (outcome.ok) again();
      }),
    [client, again],
  );
  // Others settle them, and more come.
  const [seen, setSeen] = useState(open);
  if (open !== seen) {
    setSeen(open);
    setTurn(turn + 1);
  }
  return [turn, again];
}
