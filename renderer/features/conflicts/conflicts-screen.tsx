import './conflicts.css';
import { UnstyledButton } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useLookNow } from '../../intents/use-look-for-conflicts.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useFound } from '../../state/found-store.ts';
import { useView } from '../../state/view-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type Say, useSay } from '../../words/use-say.ts';
import { ConflictDetail } from './conflict-detail.tsx';
import { ConflictFilter } from './conflict-filter.tsx';
import { words } from './conflict-words.ts';
import { type Entry, EVERYTHING, isWanted, kindOf, toEntries, type Wanted } from './entries.ts';
import { FoundDetail } from './found-detail.tsx';

const OPEN_SHOWN_MAX = 200;
const SETTLED_SHOWN_MAX = 50;

/** Everything a person has to settle: what the machine decided, and what is found by looking. */
export function ConflictsScreen() {
  useLookNow();
  const kept = [...useRows('conflicts').values()].toSorted((a, b) => b.openedAtMs - a.openedAtMs);
  const looked = useFound((state) => state.conflicts);
  const [wanted, setWanted] = useState<Wanted>(EVERYTHING);
  const chosenId = useView((view) => view.selectedConflictId);
  const all = toEntries(kept, looked?.found ?? []);
  const entries = all.filter((entry) => isWanted(entry, wanted));
  const open = entries.filter((entry) => entry.kept === null || entry.kept.state === 'open');
  const done = entries
    .filter((entry) => entry.kept !== null && entry.kept.state !== 'open')
    .slice(0, SETTLED_SHOWN_MAX);
  const shown = open.slice(0, OPEN_SHOWN_MAX);
  const chosen = entries.find((entry) => entry.id === chosenId) ?? open[0];
  if (all.length === 0)
    return (
      <EmptyState title={words.none} icon={<IconCircleCheck size={32} stroke={1.5} />}>
        {words.noneHint}
      </EmptyState>
    );
  const more = open.length - shown.length + (looked?.more ?? 0);
  return (
    <div className="conflicts">
      <div className="conflict-list">
        <h1>{words.title}</h1>
        <ConflictFilter
          wanted={wanted}
          kinds={[...new Set(all.map(kindOf))]}
          onChange={setWanted}
        />
        {entries.length === 0 ? <p className="conflict-none">{words.noneOfThem}</p> : null}
        <EntryList title={words.open} entries={shown} chosenId={chosen?.id} />
        {more > 0 ? <p className="conflict-none">{words.more(more)}</p> : null}
        <EntryList title={words.done} entries={done} chosenId={chosen?.id} />
      </div>
      {chosen ? <EntryDetail key={chosen.id} entry={chosen} /> : null}
    </div>
  );
}

const EntryDetail = ({ entry }: { readonly entry: Entry }) =>
  entry.kept ? <ConflictDetail conflict={entry.kept} /> : <FoundDetail found={entry.found} />;

function EntryList(props: {
  readonly title: string;
  readonly entries: readonly Entry[];
  readonly chosenId: string | undefined;
}) {
  const say = useSay();
  if (props.entries.length === 0) return null;
  return (
    <>
      <h2>{props.title}</h2>
      {props.entries.map((entry) => (
        <UnstyledButton
          key={entry.id}
          className="conflict-item"
          aria-current={entry.id === props.chosenId}
          onClick={() => useView.setState({ selectedConflictId: entry.id })}
        >
          <b>{titleOf(entry, say)}</b>
          <span>{lineOf(entry, say)}</span>
        </UnstyledButton>
      ))}
    </>
  );
}

function titleOf({ kept, found }: Entry, say: Say): string {
  if (found) return `${say.doctor(found.doctorId)}: ${words.kinds[found.kind].toLowerCase()}`;
  return kept.kind === 'found' ? words.titles.found() : (kept.patientName ?? words.unknownPatient);
}

/** When, who, and how it stands. */
function lineOf({ kept, found }: Entry, say: Say): string {
  if (found) {
    const [first] = found.sessions;
    const when = first ? `${say.span(first.startMs, first.endMs)} · ` : '';
    return `${when}${say.branch(first?.branchId ?? '')} · ${words.booked(found.appointments)}`;
  }
  const { startMs, endMs } = kept;
  const when = startMs !== null && endMs !== null ? `${say.span(startMs, endMs)} · ` : '';
  return `${when}${say.doctor(kept.doctorId)} · ${words.state[kept.state]}`;
}
