import type { Clock } from '../../../shared/core/clock.ts';
import type { Result } from '../../../shared/core/result.ts';
import type { Timers } from '../../../shared/core/timers.ts';
import type { Throttle } from '../../../shared/domain/access/create-throttle.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import type { IntentKind } from '../../../shared/model/intent.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type {
  BackupLine,
  BackupPhase,
  BackupRefusal,
  BackupStatus,
} from '../../../shared/wire/desk/backups.ts';
import type { Carried, CarryRefusal } from '../../../shared/wire/desk/carry.ts';
import type { SheetPlan, SheetState } from '../../../shared/wire/desk/day-sheet.ts';
import type { NewCodeAnswer, RetireAnswer } from '../../../shared/wire/desk/devices.ts';
import type { DeskDown } from '../../../shared/wire/desk/down.ts';
import type { NearPlan, NearState } from '../../../shared/wire/desk/near.ts';
import type { JoinAgainRefusal, SetUp, SetUpRefusal } from '../../../shared/wire/desk/set-up.ts';
import type { SyncStatus } from '../../../shared/wire/desk/status.ts';
import type { AdminClaim, CodeRequest } from '../../../shared/wire/exchange/administration.ts';
import type { Access } from './create-access.ts';
import type { DeskFeed } from './desk-feed.ts';
import type { HoldKeeper } from './hold-keeper.ts';
import type { ImportJobs } from './import-jobs.ts';
import type { KnownUsers } from './known-users.ts';
import type { OneTimeLinks } from './one-time-links.ts';
import type { SignIn } from './sign-in.ts';

export type SampleLogins = Extract<DeskDown, { type: 'welcome' }>['sampleLogins'];

type AdminPassword = Pick<AdminClaim, 'login' | 'password'>;

/** What the desk tells of synchronisation, and can ask of it. */
export interface DeskSync {
  readonly status: () => Promise<SyncStatus>;
  /** Calls `listener` when the status may have changed. Returns how to stop. */
  readonly onChange: (listener: () => void) => () => void;
  /** Exchanges at once; resolves when the attempt is over. */
  readonly now: () => Promise<void>;
  /** By a file, for when there is no line; null without a central server. */
  readonly carry: {
    readonly exportPush: () => Promise<Result<Uint8Array, CarryRefusal>>;
    readonly importFile: (bytes: Uint8Array) => Promise<Result<Carried, CarryRefusal>>;
  } | null;
  /** What administrators ask of central; null without a central server. */
  readonly admin: {
    readonly makeCode: (
      claim: AdminPassword,
      device: Pick<CodeRequest, 'name' | 'kind' | 'branchId' | 'doctorId' | 'branchIds'>,
    ) => Promise<NewCodeAnswer>;
    readonly retire: (claim: AdminPassword, replica: string) => Promise<RetireAnswer>;
  } | null;
  /** Makes this computer known to central again by a new code; resolves after an exchange. */
  readonly joinAgain: (code: string) => Promise<Result<null, JoinAgainRefusal>>;
}

/** What desks ask about the day sheets that this computer makes by itself. */
interface DeskSheets {
  readonly state: () => SheetState;
  readonly set: (plan: (SheetPlan & { readonly password: string }) | null) => Promise<void>;
}

/** What desks ask about the computers of the same network. */
interface DeskNear {
  /** Whose laptop this is; null at a branch. */
  readonly doctorId: string | null;
  readonly state: () => Omit<NearState, 'mayChange'>;
  readonly set: (plan: NearPlan | null) => Promise<Result<null, { readonly kind: 'port-taken' }>>;
}

/** The book of the organisation this host keeps, at work. */
export interface OpenBook {
  readonly organisationId: string;
  /** Whose books are here, where they are looked at; null: all that there is. */
  readonly branchIds: readonly string[] | null;
  readonly sampleLogins: SampleLogins;
  readonly users: KnownUsers;
  readonly feed: DeskFeed;
  readonly sync: DeskSync;
  readonly imports: ImportJobs;
  /** null without a central server, by which others are known. */
  readonly near: DeskNear | null;
  /** null where none are made: on a laptop. */
  readonly daySheets: DeskSheets | null;
}

/** What desks ask about the backups of the book. */
export interface DeskBackups {
  readonly status: () => BackupStatus;
  readonly onChange: (listener: () => void) => () => void;
  readonly list: () => readonly BackupLine[];
  readonly make: (report: ReportBackup) => Promise<Result<null, BackupRefusal>>;
  readonly restore: (name: string, report: ReportBackup) => Promise<Result<null, BackupRefusal>>;
}
type ReportBackup = (phase: BackupPhase) => void;

/** What desks may have of a host whose book is looked at, and not worked with. */
export interface DeskLimits {
  readonly asks: ReadonlySet<Ask['kind']>;
  readonly intents: ReadonlySet<IntentKind>;
}

/** What all desks of a host share. */
export interface DeskHost {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly timers: Timers;
  /** null: whatever a person may. */
  readonly limits: DeskLimits | null;
  /** null where no backups are kept. */
  readonly backups: DeskBackups | null;
  readonly access: Access;
  readonly links: OneTimeLinks;
  readonly signIn: SignIn;
  /** Slows down whoever guesses PINs, by user. */
  readonly pins: Throttle;
  /** Lets go what desks hold and do not come back for. */
  readonly holds: HoldKeeper;
  /** null until the organisation is set up. */
  readonly book: () => OpenBook | null;
  /** Calls `listener` once the organisation was set up. Returns how to stop. */
  readonly onSetUp: (listener: () => void) => () => void;
  /** Sets the organisation up; the user is whom the desk is signed in as afterwards. */
  readonly setUp: (setUp: SetUp) => Promise<Result<{ userId: string | null }, SetUpRefusal>>;
  readonly onError: (error: unknown, what: string) => void;
}
