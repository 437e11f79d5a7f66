import type { SyncStatus } from '../../../shared/wire/desk/status.ts';
import { useRow } from '../../replica/rows-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSay } from '../../words/use-say.ts';
import { JoinAgainForm } from './join-again-form.tsx';
import {
  clockWords,
  isClockWrong,
  kindName,
  needsNewCode,
  reasonAdvice,
  refusalAdvice,
} from './sync-trouble-words.ts';
import { words } from './sync-words.ts';

/** Whatever stands in the way of the work here reaching the others, and what to do about it. */
export function SyncTroubles({ sync }: { readonly sync: SyncStatus }) {
  const { refusal, refusedRows, clockOffsetMs, waitingForUpdate } = sync;
  return (
    <>
      {refusal ? (
        <Notice tone="danger" title={refusalAdvice(refusal).title}>
          <p>{refusalAdvice(refusal).advice}</p>
          {needsNewCode(refusal) ? <JoinAgainForm /> : null}
        </Notice>
      ) : null}
      {sync.state === 'offline' && sync.waiting > 0 ? (
        <Notice tone="neutral" title={words.waitsOffline} />
      ) : null}
      {waitingForUpdate > 0 ? (
        <Notice tone="neutral" title={words.waitsForUpdate(waitingForUpdate)} />
      ) : null}
      {isClockWrong(clockOffsetMs) ? (
        <Notice tone="warn" title={words.clockWrong(clockWords(clockOffsetMs) ?? '')}>
          <p>{words.clockAdvice}</p>
        </Notice>
      ) : null}
      {refusedRows.length > 0 ? <RefusedRows rows={refusedRows} /> : null}
    </>
  );
}

function RefusedRows({ rows }: { readonly rows: SyncStatus['refusedRows'] }) {
  return (
    <Notice tone="warn" title={words.refusedRows(rows.length)}>
      <p>{words.refusedHint}</p>
      <ul>
        {rows.map((row) => (
          <RefusedRow key={`${row.kind} ${row.id}`} row={row} />
        ))}
      </ul>
    </Notice>
  );
}

function RefusedRow({ row }: { readonly row: SyncStatus['refusedRows'][number] }) {
  const say = useSay();
  const known = useRow('appointments', row.id);
  const name = known
    ? `${known.patientName}, ${say.day(known.startMs)}, ${say.time(known.startMs)}`
    : capitalised(kindName(row.kind));
  const { title, advice } = reasonAdvice(row.reason);
  return (
    <li>
      {name}: {title} {advice}
    </li>
  );
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
