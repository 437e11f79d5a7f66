import { Button } from '@mantine/core';
import { useState } from 'react';
import type { TrailEntry } from '../../../shared/wire/desk/trail.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { actWords } from '../../words/act-words.ts';
import { changedFields } from '../../words/change-words.ts';
import { loadWords } from '../../words/load-words.ts';
import { storyPlace } from '../../words/story-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './trail-words.ts';

type Names = Readonly<Record<string, string>>;

/** What became of a record at every computer, once somebody asks for it. */
export function TrailStory({
  recordId,
  record,
}: {
  readonly recordId: string;
  readonly record: string;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-xs"
        aria-expanded={isOpen}
        aria-label={isOpen ? undefined : words.storyOf(record)}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? words.hideStory : words.story}
      </Button>
      {isOpen ? <StoryLines recordId={recordId} /> : null}
    </>
  );
}

function StoryLines({ recordId }: { readonly recordId: string }) {
  const say = useSay();
  const { answer, state } = useAnswer({ kind: 'record-story', recordId });
  if (answer === null) {
    return (
      <LoadState {...{ state, words: loadWords }} hasAnswer={false} onRetry={() => undefined} />
    );
  }
  if (!answer.ok) return <p className="page-hint">{words.notPermitted}</p>;
  const { entries, names } = answer.value;
  if (entries.length === 0) return <p className="page-hint">{words.storyNone}</p>;
  return (
    <ol className="trail-story">
      {entries.map((entry) => (
        <StoryLine key={`${entry.replica} ${entry.no}`} {...{ entry, names, say }} />
      ))}
    </ol>
  );
}

function StoryLine(props: {
  readonly entry: TrailEntry;
  readonly names: Names;
  readonly say: ReturnType<typeof useSay>;
}) {
  const { entry, names, say } = props;
  const [change] = entry.changes;
  const changed = change?.before ? changedFields(change, names, say) : [];
  return (
    <li>
      <b>{actWords(entry.act)}</b> {say.day(entry.atMs)}, {say.time(entry.atMs)} · {entry.who},{' '}
      {storyPlace(entry, names)}
      {entry.reason ? <div className="page-hint">{words.reason(entry.reason)}</div> : null}
      {changed.map(({ field, before, after }) => (
        <div key={field} className="page-hint">
          {field}: {words.was(after, before ?? '')}
        </div>
      ))}
      <div className="page-hint">
        {words.entry(entry.no, entry.replica)} · {words.sources[entry.source as 'screen']} ·{' '}
        {words.agreed(`${say.day(entry.agreedMs)}, ${say.time(entry.agreedMs)}`)}
      </div>
    </li>
  );
}
