import { bookedAgain, planAppointments, putAppointments } from './bench-appointments.ts';
import { type Live, measureLive } from './measure-live.ts';
import { type Leg, measureLeg } from './measure-pair.ts';
import type { Ours } from './open-ours.ts';
import { createOurPair } from './our-pair.ts';

export interface Elsewhere {
  /** A booking at one branch seen, as taken time, at another. */
  readonly live: Live;
  /** Two branches gave the same time of shared doctors away; found, decided and told to both. */
  readonly doubleBookings: Leg;
}

/** What no peer can do: the time of a doctor at two branches. */
export async function measureElsewhere(
  { server, wire, a, elsewhere }: Ours,
  count: { readonly live: number; readonly doubleBookings: number },
): Promise<Elsewhere> {
  const at = { serverPid: server.pid, wire };
  const pair = createOurPair(a, elsewhere, 'claim');
  await pair.converge();
  const total = count.live + count.doubleBookings;
  const planned = await planAppointments(a, a.branch.id, total, elsewhere.branch.id);
  const live = await measureLive(pair, planned.slice(0, count.live), at);
  await pair.converge();
  const disputed = planned.slice(count.live);
  await putAppointments(a, disputed);
  await putAppointments(elsewhere, bookedAgain(elsewhere, disputed));
  const doubleBookings = await measureLeg(at, pair.converge);
  for (const { engine } of [a, elsewhere]) {
    const lost = await engine.store.read((db) =>
      db.kysely.selectFrom('claim').select('id').where('verdict', '=', 'displaced').execute(),
    );
    if (lost.length < disputed.length) throw new Error(`${lost.length} were displaced.`);
  }
  return { live, doubleBookings };
}
