import type { Refusal } from '../../model/refusal.ts';
import type { Role } from '../../model/user.ts';
import type { BackupPhase, BackupStatus } from './backups.ts';
import type { DeskCollection, DeskRows } from './rows.ts';
import type { SyncStatus } from './status.ts';

/** Who is signed in at this desk. */
export interface SignedIn {
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
  readonly doctorId: string | null;
  /** Shows this desk again after a restart, until sign-out or expiry. */
  readonly token: string;
  /** The key of this desk's own encrypted store, 32 bytes in base64. */
  readonly storeKey: string;
  /** After so many minutes without anybody the desk locks. */
  readonly idleLockMin: number;
}

/** A desk that somebody left: nothing of the book is shown until the same person is back. */
export interface LockedDesk {
  readonly name: string;
  /** To go on by the password, without a PIN or when it was forgotten. */
  readonly login: string;
  readonly hasPin: boolean;
}

/** What the replica behind this desk is. */
export interface ReplicaInfo {
  readonly replica: string;
  readonly name: string;
  /** The desks of `central` and `review` are for those who answer for branches, and look. */
  readonly kind: 'branch' | 'doctor' | 'review' | 'central';
  /** The branch of a branch's replica; the doctor of a laptop. */
  readonly branchId: string | null;
  readonly doctorId: string | null;
  readonly organisationName: string;
}

export type DeskDown =
  | {
      readonly type: 'welcome';
      readonly protocol: number;
      /** null until the organisation is set up. */
      readonly replica: ReplicaInfo | null;
      readonly signedIn: SignedIn | null;
      /** Somebody is signed in at this desk, and it is locked; then `signedIn` is null. */
      readonly locked: LockedDesk | null;
      readonly nowMs: number;
      /** Accounts of the sample organisation, offered on the sign-in screen; empty otherwise. */
      readonly sampleLogins: readonly {
        readonly login: string;
        readonly password: string;
        readonly name: string;
      }[];
    }
  | { readonly type: 'signed-out' }
  | { readonly type: 'locked'; readonly locked: LockedDesk }
  | { readonly type: 'refused'; readonly reason: 'protocol-unsupported'; readonly ours: number }
  /** A message, the one with this id where it had one, was not understood, or could not be done. */
  | {
      readonly type: 'refused';
      readonly reason: 'malformed' | 'failed';
      readonly id: string | null;
      readonly problems: readonly string[];
    }
  /** The answer to an `ask`, `sign-in` or `set-up`; its shape stands beside the question. */
  | { readonly type: 'answer'; readonly id: string; readonly answer: unknown }
  | {
      readonly type: 'outcome';
      readonly intentId: string;
      readonly outcome:
        | { readonly ok: true; readonly undoable: boolean; readonly recordId: string | null }
        | { readonly ok: false; readonly refusal: Refusal };
    }
  /** How far a large intent of this desk is, in percent, until its outcome. */
  | { readonly type: 'intent-progress'; readonly intentId: string; readonly percent: number }
  | RowsMessage
  /** Everything in the window was sent; what follows are changes. */
  | {
      readonly type: 'watching';
      readonly fromMs: number;
      readonly toMs: number;
      readonly seq: number;
    }
  | {
      readonly type: 'status';
      readonly status: SyncStatus;
      /** null where no backups are kept. */
      readonly backups: BackupStatus | null;
      /** How many alerts wait for somebody; null where they are not for this person. */
      readonly alerts: number | null;
    }
  | { readonly type: 'backup-progress'; readonly phase: BackupPhase }
  | {
      readonly type: 'progress';
      readonly importId: string;
      readonly phase: 'checking' | 'writing';
      readonly done: number;
      readonly total: number;
    };

/** Rows of one collection. `reset` first empties what the desk had of it. */
export type RowsMessage = {
  readonly [C in DeskCollection]: {
    readonly type: 'rows';
    readonly collection: C;
    readonly reset: boolean;
    readonly put: readonly DeskRows[C][];
    readonly gone: readonly string[];
    /** More of the same days follows, to be shown with it, until `watching` is said. */
    readonly more?: boolean;
  };
}[DeskCollection];
