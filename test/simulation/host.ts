import type { TestEngine } from '../support/engine.ts';
import type { FaultyConnector } from './faulty-connector.ts';
import type { SkewedClock, VirtualTime } from './virtual-time.ts';

/** A computer with a disk, a clock and the program, which may end and be started again. */
export interface Host {
  readonly connector: FaultyConnector;
  readonly clock: SkewedClock;
  /** Throws while the program does not run. */
  readonly engine: TestEngine;
  readonly start: () => Promise<void>;
  readonly stop: () => void;
  readonly restart: () => Promise<void>;
}

export interface HostParts {
  /** Another engine each time, over the host's disk and clock. */
  readonly openEngine: () => Promise<TestEngine>;
  readonly clock: SkewedClock;
  readonly time: VirtualTime;
  /** What went wrong and was not meant to. */
  readonly onError: (error: unknown) => void;
}
