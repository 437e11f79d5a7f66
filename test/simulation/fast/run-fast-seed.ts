import { liveFast } from './fast-history.ts';
import { type FastMistake, openFastWorld } from './fast-world.ts';

/**
 * Lives through one seed of the fast world and checks everything. Returns what it ended with: two
 * that went the same way have the same.
 */
export async function runFastSeed(seed: number, mistake: FastMistake = {}): Promise<string> {
  const world = openFastWorld(seed, mistake);
  try {
    await liveFast(world);
    const { disk } = world.central;
    return JSON.stringify([world.time.nowMs(), disk.seq, disk.hlc, [...disk.claims]]);
  } catch (error) {
    throw new Error(`DAYBOOK_SEED=${seed} shows it: ${String(error)}`, { cause: error });
  } finally {
    for (const host of world.hosts) host.stop();
  }
}
