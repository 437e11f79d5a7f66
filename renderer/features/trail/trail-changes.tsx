import type { TrailChange, TrailEntry } from '../../../shared/wire/desk/trail.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { changedFields, changedRecord } from '../../words/change-words.ts';
import { useSay } from '../../words/use-say.ts';
import { TrailStory } from './trail-story.tsx';
import { words } from './trail-words.ts';

type Names = Readonly<Record<string, string>>;

/** What one act changed, record by record, and where and when it was written down. */
export function TrailChanges(props: { readonly entry: TrailEntry; readonly names: Names }) {
  const { entry, names } = props;
  const { changes, count, agreedMs } = entry;
  const say = useSay();
  return (
    <div className="trail-changes">
      {changes.map((change) => (
        <ChangedRecord key={`${change.kind} ${change.id}`} change={change} names={names} />
      ))}
      {entry.isCut ? <p>{words.isCut(entry.replica)}</p> : null}
      {count > changes.length ? <p>{words.moreChanges(count - changes.length)}</p> : null}
      <p className="page-hint">
        {words.entry(entry.no, entry.replica)} · {words.sources[entry.source as 'screen']} ·{' '}
        {words.agreed(`${say.day(agreedMs)}, ${say.time(agreedMs)}`)}
      </p>
    </div>
  );
}

/** The kinds of which everybody’s part is told. */
const STORIED: readonly string[] = ['appointment', 'session', 'slot'];

function ChangedRecord({ change, names }: { readonly change: TrailChange; readonly names: Names }) {
  const say = useSay();
  const fields = changedFields(change, names, say).map(({ field, before, after }) => ({
    name: field,
    value: before === null ? after : words.was(after, before),
  }));
  const seen = Object.entries(change.vector ?? {}).map(([replica, count]) => `${replica} ${count}`);
  const vector = seen.length > 0 ? [{ name: words.vector, value: seen.join(', ') }] : [];
  const record = changedRecord(change, names);
  return (
    <section>
      <h2>{record}</h2>
      <FactList facts={[...fields, ...vector]} />
      {STORIED.includes(change.kind) ? <TrailStory recordId={change.id} record={record} /> : null}
    </section>
  );
}
