import type { SyncStatus } from '../../../shared/wire/desk/status.ts';

export const words = {
  title: 'Synchronisation',
  state: 'State',
  central: 'Central server',
  lastHeard: 'Last heard',
  never: 'Never',
  waiting: 'Waiting to be sent',
  nothingWaits: 'Nothing waits',
  clock: 'Clock of this computer',
  clockRight: 'Agrees with central',
  clockOff: (seconds: number) =>
    seconds > 0 ? `${seconds} s ahead of central` : `${-seconds} s behind central`,
  refusedRows: 'Refused by central',
  syncNow: 'Exchange now',
  nextAttempt: 'Next attempt',
  standaloneHint: 'This branch works on its own. Nothing leaves this computer.',
  states: {
    standalone: 'On its own',
    offline: 'Offline',
    syncing: 'Exchanging',
    synced: 'Up to date',
    refused: 'Refused by central',
  },
} as const;

/** The pill in the top bar: what happens to the work, in a few words. */
export function pillWords(
  sync: SyncStatus | null,
  time: (ms: number) => string,
): { readonly label: string; readonly state: 'synced' | 'syncing' | 'offline' | 'trouble' } {
  if (sync === null) return { label: 'On this computer', state: 'synced' };
  const waiting = sync.waiting > 0 ? ` · ${sync.waiting} to sync` : '';
  switch (sync.state) {
    case 'standalone':
      return { label: 'On this computer', state: 'synced' };
    case 'offline':
      return { label: `Offline${waiting}`, state: 'offline' };
    case 'syncing':
      return { label: 'Syncing…', state: 'syncing' };
    case 'refused':
      return { label: `Refused${waiting}`, state: 'trouble' };
    case 'synced':
      return {
        label: sync.lastHeardMs === null ? 'Synced' : `Synced ${time(sync.lastHeardMs)}`,
        state: sync.refusedRows.length > 0 ? 'trouble' : 'synced',
      };
  }
}
