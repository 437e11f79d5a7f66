import './messages.css';
import { Button, Group, SegmentedControl } from '@mantine/core';
import { IconFileTypePdf, IconMessage2, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { MESSAGE_FILTERS, MESSAGES_SHOWN_MAX } from '../../../shared/model/choices.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { MessagesShown } from '../../../shared/wire/desk/answers.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { useListTurn } from '../../intents/use-list-turn.ts';
import { useSaveFile } from '../../intents/use-save-file.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { loadWords } from '../../words/load-words.ts';
import { paperSaid } from '../../words/paper-words.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { saveFile } from '../../words/save-file.ts';
import { useSay } from '../../words/use-say.ts';
import { MessageTable } from './message-table.tsx';
import { words } from './messages-words.ts';

type Filter = (typeof MESSAGE_FILTERS)[number];

/** What patients of the branch are told, how far that is, and whom somebody has to call. */
export function MessagesScreen() {
  const place = useBranch();
  const say = useSay();
  const [filter, setFilter] = useState<Filter>('all');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [turn, again] = useListTurn('messages');
  const branchId = place?.branch.id ?? null;
  const paper = useSaveFile<'call-list-file'>(saveFile);
  const said = paperSaid(paper.answer);
  const { answer, state } = useAnswer(
    branchId === null ? null : { kind: 'messages', branchId, filter },
    turn,
  );
  // While it is asked again, what was there stays.
  const [shown, setShown] = useState<MessagesShown | null>(null);
  if (answer !== null && answer !== shown) setShown(answer);
  return (
    <section className="page">
      <div className="page-head not-printed">
        <h1>{words.title}</h1>
        <Group gap={8}>
          <Button
            variant="default"
            leftSection={<IconFileTypePdf size={15} />}
            loading={paper.isBusy}
            disabled={branchId === null || !shown}
            onClick={() => {
              if (branchId) void paper.save({ kind: 'call-list-file', branchId });
            }}
          >
            {words.callListPdf}
          </Button>
          <Button
            variant="default"
            leftSection={<IconPrinter size={15} />}
            disabled={!shown || shown.lines.length === 0}
            onClick={() => print()}
          >
            {words.print}
          </Button>
        </Group>
      </div>
      <div className="not-printed" role="status">
        {said ? <Notice tone={said.tone} title={said.text} /> : null}
      </div>
      <p className="page-hint not-printed">{words.intro}</p>
      <h1 className="print-only">
        {words.callList(place?.branch.name ?? '', say.day(Date.now()))}
      </h1>
      <p className="message-progress not-printed" role="status">
        {shown ? words.progress(shown.counts) : ''}
      </p>
      <SegmentedControl
        className="not-printed"
        aria-label={words.filter}
        value={filter}
        onChange={(value) => {
          setShown(null);
          setFilter(value as Filter);
        }}
        data={MESSAGE_FILTERS.map((value) => ({ value, label: words.filters[value] }))}
      />
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
      <LoadState {...{ state, words: loadWords }} hasAnswer={shown !== null} onRetry={again} />
      {shown?.lines.length === 0 ? <NoMessages filter={filter} /> : null}
      <MessageTable lines={shown?.lines ?? []} onRefused={setRefusal} />
      {(shown?.lines.length ?? 0) >= MESSAGES_SHOWN_MAX ? (
        <p className="page-hint">{words.cut(MESSAGES_SHOWN_MAX)}</p>
      ) : null}
    </section>
  );
}

function NoMessages({ filter }: { readonly filter: Filter }) {
  const isCallList = filter === 'to-call';
  return (
    <EmptyState
      title={isCallList ? words.nobodyToCall : words.none}
      icon={<IconMessage2 size={32} stroke={1.5} />}
    >
      {isCallList ? null : words.noneHint}
    </EmptyState>
  );
}
