import { create } from 'zustand';
import type { BackupPhase, BackupStatus } from '../../shared/wire/desk/backups.ts';
import type { DeskDown, LockedDesk, ReplicaInfo, SignedIn } from '../../shared/wire/desk/down.ts';
import type { SyncStatus } from '../../shared/wire/desk/status.ts';

type SampleLogins = Extract<DeskDown, { type: 'welcome' }>['sampleLogins'];

/** Whom this window talks to, and as whom. */
export interface SessionState {
  /** `lost` while the host cannot be reached; the book on screen stays. */
  readonly line: 'opening' | 'open' | 'lost';
  /** The host said its welcome at least once. */
  readonly isGreeted: boolean;
  /** null until the organisation is set up. */
  readonly replica: ReplicaInfo | null;
  readonly me: SignedIn | null;
  /** Whom this window waits for: it shows nothing until they are back. */
  readonly locked: LockedDesk | null;
  /** When what is on the screen was seen, until the host has said its welcome; else null. */
  readonly seenMs: number | null;
  readonly sampleLogins: SampleLogins;
  readonly sync: SyncStatus | null;
  /** null where no backups are kept. */
  readonly backups: BackupStatus | null;
  /** How many alerts wait for somebody; null where they are not for this person. */
  readonly alerts: number | null;
  /** How far the host is with the backup that this window asked for. */
  readonly backupPhase: BackupPhase | null;
  /** The host speaks another version: only a reload helps. */
  readonly isOutdated: boolean;
}

export const useSession = create<SessionState>(() => ({
  line: 'opening',
  isGreeted: false,
  replica: null,
  me: null,
  locked: null,
  seenMs: null,
  sampleLogins: [],
  sync: null,
  backups: null,
  alerts: null,
  backupPhase: null,
  isOutdated: false,
}));

/** Where books of branches are looked at and not worked with: in a browser at central, or for review. */
export const isLooking = ({ replica }: Pick<SessionState, 'replica'>): boolean =>
  replica?.kind === 'central' || replica?.kind === 'review';

/** Who answers for the branch decides when doctors work, and that nobody is asked. */
export function useAnswersForBranch(): boolean {
  const role = useSession((session) => session.me?.role);
  return role === 'admin' || role === 'manager';
}
