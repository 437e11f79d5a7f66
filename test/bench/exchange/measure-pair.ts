import type { Appointment } from '../../../shared/model/appointment.ts';
import type { Cost } from '../figure.ts';
import { costAt } from './cost-at.ts';
import type { Traffic, Wire } from './count-wire.ts';
import { type Live, measureLive } from './measure-live.ts';
import type { Pair } from './pair.ts';

export type Leg = Cost & Traffic;

export interface Place {
  readonly serverPid: number;
  readonly wire: Wire;
}

export async function measureLeg(at: Place, work: () => Promise<unknown>): Promise<Leg> {
  at.wire.take();
  const cost = await costAt(at.serverPid, work);
  return { ...cost, ...at.wire.take() };
}

export interface PairFigures {
  readonly push: Leg;
  readonly pull: Leg;
  /** An exchange of both when there is nothing to say. */
  readonly nothing: Leg;
  readonly live: Live;
  readonly conflicts: Leg;
}

/** The same work for ours and a peer's, so that one run compares them. */
export async function measurePair(
  pair: Pair,
  at: Place,
  work: {
    readonly made: readonly Appointment[];
    readonly live: readonly Appointment[];
    readonly conflicts: number;
  },
): Promise<PairFigures> {
  const before = await pair.count();
  await pair.write(work.made);
  const push = await measureLeg(at, pair.push);
  const pull = await measureLeg(at, pair.pull);
  const came = (await pair.count()) - before;
  if (came !== work.made.length) throw new Error(`${came} of ${work.made.length} came.`);
  const nothing = await measureLeg(at, pair.push);
  const live = await measureLive(pair, work.live, at);
  await pair.converge();
  await pair.edit('a', work.conflicts, 'from a');
  await pair.edit('b', work.conflicts, 'from b');
  const conflicts = await measureLeg(at, pair.converge);
  if (!(await pair.areEqual())) throw new Error('They do not have the same.');
  return { push, pull, nothing, live, conflicts };
}
