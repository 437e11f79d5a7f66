import { Button } from '@mantine/core';
import { useSession } from '../../state/session-store.ts';
import { words } from './settings-words.ts';

/** What a restore does, before it is done. */
export function RestoreConfirm(props: {
  readonly when: string;
  readonly isBusy: boolean;
  readonly onConfirm: () => void;
  readonly onLeave: () => void;
}) {
  const sync = useSession((session) => session.sync);
  const isAlone = sync === null || sync.state === 'standalone';
  const waiting = sync?.waiting ?? 0;
  return (
    <section className="page-form" aria-label={words.restoreTitle(props.when)}>
      <b>{words.restoreTitle(props.when)}</b>
      <ul>
        <li>{words.restoreKept}</li>
        <li>{isAlone ? words.restoreAlone : words.restoreCentral}</li>
        {isAlone ? null : <li>{words.restoreName}</li>}
        {waiting > 0 ? <li>{words.restoreUnsent(waiting)}</li> : null}
        <li>{words.restoreRestart}</li>
      </ul>
      <div className="page-actions">
        <Button loading={props.isBusy} onClick={props.onConfirm}>
          {words.restoreNow}
        </Button>
        <Button variant="default" disabled={props.isBusy} onClick={props.onLeave}>
          {words.leaveIt}
        </Button>
      </div>
    </section>
  );
}
