import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { makeSample } from './running-host.ts';

const LOOK_EVERY_MS = 200;

/**
 * The data folder of the sample clinic, made by whichever process of a run asks first; the others
 * wait for it. `shared` is a folder of the run. `withinMs` is how long that may take.
 */
export async function makeSampleOnce(shared: string, withinMs: number): Promise<string> {
  const made = join(shared, 'sample');
  const making = join(shared, 'making');
  if (isFirst(join(shared, 'begun'))) {
    await makeSample(making);
    renameSync(making, made);
  }
  const until = Date.now() + withinMs;
  while (!existsSync(made)) {
    if (Date.now() > until) throw new Error('Another process began to make a sample, and did not.');
    await setTimeout(LOOK_EVERY_MS);
  }
  return made;
}

/** Whether nobody made the folder before. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}
