import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { BackupLine, BackupRefusal } from '../../../shared/wire/desk/backups.ts';
import { useDesk } from '../../intents/desk.ts';
import { useAsked } from '../../intents/use-asked.ts';
import { useSession } from '../../state/session-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { backupRefusalWords } from '../../words/backup-words.ts';
import { useSay } from '../../words/use-say.ts';
import { BackupsTable } from './backups-table.tsx';
import { RestoreConfirm } from './restore-confirm.tsx';
import { words } from './settings-words.ts';

/** The backups of this computer's book: made, looked into, and put in its place. */
export function BackupsSettings() {
  const role = useSession((session) => session.me?.role);
  return role === 'admin' || role === 'manager' ? <Backups isAdmin={role === 'admin'} /> : null;
}

function Backups({ isAdmin }: { readonly isAdmin: boolean }) {
  const { client } = useDesk();
  const { answer, reload } = useAsked('backups');
  const phase = useSession((session) => session.backupPhase);
  const failure = useSession((session) => session.backups?.failure ?? null);
  const say = useSay();
  const [refusal, setRefusal] = useState<BackupRefusal | null>(null);
  const [chosen, setChosen] = useState<BackupLine | null>(null);
  const whenOf = ({ madeMs }: BackupLine): string => `${say.day(madeMs)}, ${say.time(madeMs)}`;
  /** A line that breaks says nothing about what became of it; the list does. */
  const ask = async (wish: { kind: 'make-backup' } | { kind: 'restore-backup'; name: string }) => {
    setRefusal(null);
    useSession.setState({ backupPhase: 'copying' });
    const done = await client.ask(wish).catch(() => null);
    useSession.setState({ backupPhase: null });
    if (done?.ok === false) setRefusal(done.error);
    if (done?.ok) {
      const isMade = wish.kind === 'make-backup';
      notifications.show({ message: isMade ? words.backupMade : words.restoring });
    }
    setChosen(null);
    reload();
  };
  if (!answer?.ok) return null;
  const said = refusal ?? failure;
  return (
    <>
      <h2>{words.backups}</h2>
      <p className="page-hint">{words.backupsHint}</p>
      {said ? (
        <Notice tone="warn" title={backupRefusalWords(said).title}>
          <p>{backupRefusalWords(said).advice}</p>
          {said.kind === 'backup-failed' ? <p>{said.detail}</p> : null}
        </Notice>
      ) : null}
      {answer.value.length === 0 ? <p>{words.noBackups}</p> : null}
      <BackupsTable
        backups={answer.value}
        whenOf={whenOf}
        onRestore={isAdmin && phase === null ? setChosen : null}
      />
      {chosen ? (
        <RestoreConfirm
          when={whenOf(chosen)}
          isBusy={phase !== null}
          onConfirm={() => void ask({ kind: 'restore-backup', name: chosen.name })}
          onLeave={() => setChosen(null)}
        />
      ) : null}
      <div className="page-actions">
        <Button
          variant="default"
          loading={phase !== null}
          onClick={() => void ask({ kind: 'make-backup' })}
        >
          {words.makeBackup}
        </Button>
        <output className="page-hint">{phase === null ? '' : words.backupPhases[phase]}</output>
      </div>
    </>
  );
}
