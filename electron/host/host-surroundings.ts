import type { Clock } from '../../shared/core/clock.ts';
import type { Random } from '../../shared/core/random.ts';
import type { TextSeal } from '../../shared/core/text-seal.ts';
import type { Timers } from '../../shared/core/timers.ts';
import type { Engine } from '../../shared/engine/open-engine.ts';
import type { Connector } from '../../shared/engine/store/session.ts';
import type { HostBackups } from './backup/open-backups.ts';
import type { SampleLogins } from './desk/desk-host.ts';
import type { ImportJobs } from './desk/import-jobs.ts';
import type { Fetch } from './sync/central-request.ts';
import type { NetworkSwitch } from './sync/network-switch.ts';

/** A small organisation to look around in. */
export interface Sample {
  readonly seed: (
    engine: Engine,
    connector: Connector,
    today: string | null,
  ) => Promise<{ readonly userId: string }>;
  readonly logins: SampleLogins;
}

export interface HostOptions {
  readonly connector: Connector;
  /** The folder beside the database, for keys and sign-ins. */
  readonly folder: string;
  /** For what is kept in that folder; in clear if it is left out. */
  readonly seal?: TextSeal;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly fetch: Fetch;
  readonly network: NetworkSwitch;
  readonly sample: Sample;
  readonly openImports: (engine: Engine, organisationId: string) => ImportJobs;
  /** Keeps backups of the book; left out where it is kept nowhere. */
  readonly openBackups?: (book: {
    readonly lastWritten: () => Promise<number | null>;
    readonly handOver: () => Promise<void>;
  }) => HostBackups;
  readonly onError: (error: unknown, what: string) => void;
}
