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
  clockWrong: (difference: string) => `The clock of this computer is ${difference}`,
  clockAdvice:
    'Set it right when you can. Booking goes on meanwhile: central goes by its own clock, so nobody wins or loses a time by this.',
  refusedRows: (count: number) =>
    count === 1
      ? 'One change was not taken by central'
      : `${count} changes were not taken by central`,
  refusedHint:
    'What was not taken stays in the book of this computer; other branches do not see it.',
  waitsForUpdate: (count: number) =>
    count === 1
      ? 'One waiting change is sent once the central server is updated.'
      : `${count} waiting changes are sent once the central server is updated.`,
  waitsOffline: 'What waits is sent as soon as the central server can be reached.',
  syncNow: 'Exchange now',
  newCode: 'New one-time code',
  joinAgain: 'Join again',
  noBackupYet: 'There is no backup of this book yet.',
  newestBackup: (when: string) => `The newest backup is of ${when}.`,
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
