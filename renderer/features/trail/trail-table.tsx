import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import type { TrailEntry } from '../../../shared/wire/desk/trail.ts';
import { actWords } from '../../words/act-words.ts';
import { changedRecord } from '../../words/change-words.ts';
import { useSay } from '../../words/use-say.ts';
import { TrailChanges } from './trail-changes.tsx';
import { words } from './trail-words.ts';

type Names = Readonly<Record<string, string>>;

/** The entries, the newest first; each opens to what it changed. */
export function TrailTable(props: {
  readonly entries: readonly TrailEntry[];
  readonly names: Names;
}) {
  const [open, setOpen] = useState<number | null>(null);
  return (
    <table className="table-plain trail-table">
      <thead>
        <tr>
          {[words.when, words.what, words.who].map((name) => (
            <th key={name}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.entries.map((entry, place) => (
          // A trail that was made anew has the same numbers twice.
          <Fragment key={`${entry.replica} ${entry.no} ${entry.atMs}`}>
            <EntryRow
              entry={entry}
              names={props.names}
              isOpen={place === open}
              onToggle={() => setOpen(place === open ? null : place)}
            />
            {place === open ? (
              <tr className="trail-open">
                <td colSpan={3}>
                  <TrailChanges entry={entry} names={props.names} />
                </td>
              </tr>
            ) : null}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function EntryRow(props: {
  readonly entry: TrailEntry;
  readonly names: Names;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}) {
  const { entry, names, isOpen } = props;
  const say = useSay();
  const what = actWords(entry.act);
  const [first] = entry.changes;
  // A patient who is new comes first of what a booking writes.
  const main = entry.changes.find(({ kind }) => kind === 'appointment') ?? first;
  const about = main ? changedRecord(main, names) : '';
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <tr>
      <td className="trail-when">
        {say.day(entry.atMs)}, {say.time(entry.atMs)}
      </td>
      <td>
        <UnstyledButton className="trail-what" aria-expanded={isOpen} onClick={props.onToggle}>
          <Chevron size={15} aria-hidden="true" />
          <b>{what}</b> <span>{about}</span>
        </UnstyledButton>
        {entry.reason ? <div className="page-hint">{words.reason(entry.reason)}</div> : null}
      </td>
      <td>
        {entry.who}
        <div className="page-hint">
          {words.desk(
            words.roles[entry.role as keyof typeof words.roles] ?? entry.role,
            entry.desk,
          )}
        </div>
      </td>
    </tr>
  );
}
