import './handovers.css';
import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconArrowsExchange, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { DELEGATION_FILTERS, DELEGATIONS_SHOWN_MAX } from '../../../shared/model/choices.ts';
import type { DelegationLine } from '../../../shared/wire/desk/answers.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { useListTurn } from '../../intents/use-list-turn.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { useView } from '../../state/view-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { TableHead } from '../../ui/simple-table.tsx';
import { loadWords } from '../../words/load-words.ts';
import { HandoverForm } from './handover-form.tsx';
import { HandoverRow } from './handover-row.tsx';
import { words } from './handover-words.ts';

type Filter = (typeof DELEGATION_FILTERS)[number];

const TEXT_MAX = 200;

/** Who gave working time to whom, why and what came of it, and the form to do so. */
export function HandoversScreen() {
  const place = useBranch();
  const [isAsked, setAsked] = useState(false);
  const pointedAt = useView((view) => view.handedOver);
  const isOpen = isAsked || pointedAt !== null;
  const leave = (): void => {
    useView.setState({ handedOver: null });
    setAsked(false);
  };
  return (
    <section className="page">
      <div className="page-head">
        <h1>{words.title}</h1>
        <Button
          leftSection={<IconPlus size={15} />}
          disabled={isOpen}
          onClick={() => setAsked(true)}
        >
          {words.add}
        </Button>
      </div>
      <p className="page-hint">{words.intro}</p>
      {isOpen && place ? <HandoverForm place={place} onLeave={leave} /> : null}
      {place ? <HandoverList key={place.branch.id} branchId={place.branch.id} /> : null}
    </section>
  );
}

function HandoverList({ branchId }: { readonly branchId: string }) {
  const [filter, setFilter] = useState<Filter>('all');
  const [text, setText] = useState('');
  const [turn, again] = useListTurn('delegations');
  const { answer, state } = useAnswer({ kind: 'delegations', branchId, filter, text }, turn);
  // While it is asked again, what was there stays.
  const [shown, setShown] = useState<readonly DelegationLine[] | null>(null);
  if (answer !== null && answer !== shown) setShown(answer);
  return (
    <>
      <search className="handover-search">
        <TextInput
          label={words.search}
          value={text}
          maxLength={TEXT_MAX}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={words.show}
          value={filter}
          onChange={(value) => setFilter(value as Filter)}
          data={DELEGATION_FILTERS.map((value) => ({ value, label: words.filters[value] }))}
        />
      </search>
      <LoadState {...{ state, words: loadWords }} hasAnswer={shown !== null} onRetry={again} />
      {shown?.length === 0 ? (
        <EmptyState title={words.none} icon={<IconArrowsExchange size={32} stroke={1.5} />}>
          {words.noneHint}
        </EmptyState>
      ) : null}
      {shown && shown.length > 0 ? <HandoverTable lines={shown} /> : null}
      {(shown?.length ?? 0) >= DELEGATIONS_SHOWN_MAX ? (
        <p className="page-hint">{words.cut(DELEGATIONS_SHOWN_MAX)}</p>
      ) : null}
    </>
  );
}

function HandoverTable({ lines }: { readonly lines: readonly DelegationLine[] }) {
  return (
    <table className="table-plain handover-table">
      <TableHead names={[words.when, words.who, words.why, words.state, '']} />
      <tbody>
        {lines.map((line) => (
          <HandoverRow key={line.id} line={line} />
        ))}
      </tbody>
    </table>
  );
}
