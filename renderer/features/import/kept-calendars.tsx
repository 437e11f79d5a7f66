import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { KeptCalendar } from '../../../shared/wire/desk/kept-calendar.ts';
import { Notice } from '../../ui/notice.tsx';
import { type Say, useSay } from '../../words/use-say.ts';
import { importRefusalWords } from './import-refusal-words.ts';
import { words as importWords } from './import-words.ts';
import { changesRead, isPassing, words } from './kept-words.ts';
import { useKeptCalendars } from './use-kept-calendars.ts';

type Kept = ReturnType<typeof useKeptCalendars>;

/** The calendars that this computer keeps up with: what came of reading them, and what is read next. */
export function KeptCalendars(props: { readonly onLook: (kept: KeptCalendar) => void }) {
  const kept = useKeptCalendars();
  const [removing, setRemoving] = useState<KeptCalendar | null>(null);
  if (!kept.calendars || kept.calendars.length === 0) return null;
  return (
    <>
      <h2>{words.list}</h2>
      {kept.trouble === null ? null : <Notice tone="warn" title={kept.trouble} />}
      {removing ? (
        <RemoveNotice calendar={removing} kept={kept} onDone={() => setRemoving(null)} />
      ) : null}
      <table className="table-plain">
        <thead>
          <tr>
            <th>{words.calendar}</th>
            <th>{words.state}</th>
            <th>{words.next}</th>
            <th>
              <span className="visually-hidden">{words.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {kept.calendars.map((calendar) => (
            <KeptRow
              key={calendar.id}
              calendar={calendar}
              kept={kept}
              onLook={() => props.onLook(calendar)}
              onRemove={() => setRemoving(calendar)}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

function KeptRow(props: {
  readonly calendar: KeptCalendar;
  readonly kept: Kept;
  readonly onLook: () => void;
  readonly onRemove: () => void;
}) {
  const { calendar, kept } = props;
  const { id, name, mapping, place, isPaused } = calendar;
  const say = useSay();
  const isBusy = kept.busyId !== null;
  const press = (label: string, onClick: () => void, isWorking = false) => (
    <Button
      size="compact-sm"
      variant="default"
      disabled={isBusy && !isWorking}
      loading={isWorking}
      aria-label={`${label}: ${name}`}
      onClick={onClick}
    >
      {label}
    </Button>
  );
  return (
    <tr>
      <td>
        <b>{name}</b>
        <p className="page-hint">
          {words.whose(say.doctor(mapping.doctorId), importWords.becomes[mapping.become], place)}
        </p>
      </td>
      <td>
        <LastRead calendar={calendar} say={say} />
      </td>
      <td>{nextWords(calendar, say)}</td>
      <td>
        <div className="import-kept-actions">
          {press(
            words.readNow,
            () => void kept.change({ kind: 'import-kept-read', keptId: id }),
            kept.busyId === id,
          )}
          {press(words.look, props.onLook)}
          {press(
            isPaused ? words.resume : words.pause,
            () => void kept.change({ kind: 'import-kept-pause', keptId: id, isPaused: !isPaused }),
          )}
          {press(words.remove, props.onRemove)}
        </div>
      </td>
    </tr>
  );
}

/** The time alone on the same day. */
function whenOf(atMs: number, say: Say): string {
  const isToday = say.day(atMs) === say.day(Date.now());
  return isToday ? say.time(atMs) : `${say.day(atMs)}, ${say.time(atMs)}`;
}

function nextWords({ nextMs, isPaused }: KeptCalendar, say: Say): string {
  if (isPaused || nextMs === null) return words.paused;
  return nextMs <= Date.now() ? words.atOnce : words.at(whenOf(nextMs, say));
}

function LastRead(props: { readonly calendar: KeptCalendar; readonly say: Say }) {
  const { calendar, say } = props;
  const { outcome, readMs } = calendar;
  if (outcome === null) return words.never;
  if (outcome.kind === 'read') {
    return (
      <>
        {words.read(whenOf(outcome.atMs, say), changesRead(outcome))}
        {outcome.affected > 0 ? (
          <p className="page-hint">{words.affected(outcome.affected)}</p>
        ) : null}
      </>
    );
  }
  return (
    <div className="import-kept-failed" data-passing={isPassing(outcome.why)}>
      <b>{words.failed(whenOf(outcome.atMs, say))}</b> {importRefusalWords(outcome.why, say)}
      {readMs === null ? null : <p className="page-hint">{words.lastRead(whenOf(readMs, say))}</p>}
    </div>
  );
}

/** Removing one asks what becomes of what it brought. */
function RemoveNotice(props: {
  readonly calendar: KeptCalendar;
  readonly kept: Kept;
  readonly onDone: () => void;
}) {
  const { calendar, kept, onDone } = props;
  const remove = async (takesBack: boolean): Promise<void> => {
    const wish = { kind: 'import-kept-remove', keptId: calendar.id, takesBack } as const;
    const done = await kept.change(wish);
    onDone();
    if (!done) return;
    const { stays } = done.value;
    notifications.show({ message: stays > 0 ? words.stays(stays) : words.removed });
  };
  const isBusy = kept.busyId !== null;
  return (
    <Notice tone="warn" title={words.removeAsk(calendar.name)}>
      <p className="page-hint">{words.removeHint}</p>
      <div className="form-buttons">
        <Button size="compact-sm" disabled={isBusy} onClick={() => void remove(true)}>
          {words.takeBack}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          disabled={isBusy}
          onClick={() => void remove(false)}
        >
          {words.leave}
        </Button>
        <Button size="compact-sm" variant="subtle" disabled={isBusy} onClick={onDone}>
          {words.cancel}
        </Button>
      </div>
    </Notice>
  );
}
