import { openTestEngine } from '../support/engine.ts';
import { checkQuiet } from './check-quiet.ts';
import { liveThrough, type Options } from './history.ts';
import type { Ledger } from './ledger.ts';
import type { Template } from './template.ts';
import { type Damage, openWorld, type World } from './world.ts';

/** What a history ended with: two that went the same way have the same. */
export type Trace = string;

/**
 * Lives through the history of one seed, from the beginning of the world to its end, and checks
 * everything. Nothing but the seed decides what happens. `look`: sees the world in
 * the end, and what its people were told.
 */
export async function runSeed(
  template: Template,
  seed: number,
  {
    damage = (connector) => connector,
    look,
    ...options
  }: Options & {
    readonly damage?: Damage;
    readonly look?: (world: World, ledger: Ledger) => Promise<void>;
  },
): Promise<Trace> {
  const world = await openWorld(template, seed, { program: { openTestEngine }, damage });
  try {
    const ledger = await liveThrough(world, options);
    await checkQuiet(world, ledger);
    await look?.(world, ledger);
    return await traceOf(world);
  } catch (error) {
    throw new Error(`DAYBOOK_SEED=${seed} shows it: ${String(error)}`, { cause: error });
  } finally {
    world.close();
  }
}

/** The audit trails' ends: each holds everything that was ever written there, in its order. */
async function traceOf({ central, replicas, time }: World): Promise<Trace> {
  const books = await Promise.all([central, ...replicas].map(({ engine }) => engine.loadBook()));
  const ends = books.map((book) => [book?.replica, book?.seq, book?.cursor, book?.auditHash]);
  return JSON.stringify([time.nowMs(), ...ends]);
}
