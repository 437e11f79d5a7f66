import type { Appointment } from '../../../shared/model/appointment.ts';

/** Two replicas and a server between them: ours or a peer's, for the same work. */
export interface Pair {
  /** Puts appointments into `a`, none of which is anywhere yet. */
  readonly write: (appointments: readonly Appointment[]) => Promise<unknown>;
  readonly push: () => Promise<unknown>;
  readonly pull: () => Promise<unknown>;
  /** How many appointments `b` has. */
  readonly count: () => Promise<number>;
  readonly put: (appointment: Appointment) => Promise<unknown>;
  /** Hears the id of whatever comes to `b`, maybe more than once. Returns how to stop. */
  readonly onChange: (listener: (id: string) => void) => () => void;
  /** From now on both follow the server by themselves. Returns how to stop. */
  readonly stayInStep: () => Promise<() => Promise<void>>;
  /** Writes other notes into the first `count` appointments. */
  readonly edit: (side: 'a' | 'b', count: number, note: string) => Promise<unknown>;
  /** Until both have the same, and no conflict is left undecided. */
  readonly converge: () => Promise<unknown>;
  readonly areEqual: () => Promise<boolean>;
  readonly close: () => Promise<void>;
}
