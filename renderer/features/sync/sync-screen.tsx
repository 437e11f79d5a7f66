import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { SyncStatus } from '../../../shared/wire/desk/status.ts';
import { useDesk } from '../../intents/desk.ts';
import { isLooking, useSession } from '../../state/session-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { type Say, useSay } from '../../words/use-say.ts';
import { BackupTrouble } from './backup-trouble.tsx';
import { CarryPanel } from './carry-panel.tsx';
import { NearPanel } from './near-panel.tsx';
import { clockWords, countedKinds } from './sync-trouble-words.ts';
import { SyncTroubles } from './sync-troubles.tsx';
import { words } from './sync-words.ts';

/** What waits to be sent, and when central was last heard. */
export function SyncScreen() {
  const { client } = useDesk();
  const say = useSay();
  const sync = useSession((session) => session.sync);
  const looks = useSession(isLooking);
  const [isBusy, setBusy] = useState(false);
  if (sync === null || sync.state === 'standalone')
    return (
      <section className="page">
        <h1>{words.title}</h1>
        <BackupTrouble />
        <EmptyState title={words.states.standalone}>{words.standaloneHint}</EmptyState>
      </section>
    );
  const exchange = async (): Promise<void> => {
    setBusy(true);
    await client.ask({ kind: 'sync-now' }).catch(() => null);
    setBusy(false);
  };
  return (
    <section className="page">
      <h1>{words.title}</h1>
      <FactList facts={factsOf(sync, say)} />
      <SyncTroubles sync={sync} />
      <BackupTrouble />
      <div>
        <Button
          leftSection={<IconRefresh size={16} />}
          loading={isBusy}
          onClick={() => void exchange()}
        >
          {words.syncNow}
        </Button>
      </div>
      {looks ? null : (
        <>
          <NearPanel />
          <CarryPanel />
        </>
      )}
    </section>
  );
}

function factsOf(sync: SyncStatus, say: Say) {
  const offsetMs = sync.clockOffsetMs;
  return [
    { name: words.state, value: words.states[sync.state] },
    { name: words.central, value: sync.centralUrl ?? '–' },
    {
      name: words.lastHeard,
      value:
        sync.lastHeardMs === null
          ? words.never
          : `${say.day(sync.lastHeardMs)}, ${say.time(sync.lastHeardMs)}`,
    },
    { name: words.waiting, value: countedKinds(sync.waitingByKind) || words.nothingWaits },
    {
      name: words.clock,
      value: (offsetMs === null ? null : clockWords(offsetMs)) ?? words.clockRight,
    },
    ...(sync.nextAttemptMs === null
      ? []
      : [{ name: words.nextAttempt, value: say.time(sync.nextAttemptMs) }]),
  ];
}
