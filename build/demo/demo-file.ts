import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const demoStateSchema = z.object({
  /** Where a running demo takes commands, and the word that proves that they come from here. */
  controlUrl: z.string(),
  token: z.string(),
  /** The ports of central and the replicas by name: a replica knows central by its address. */
  ports: z.record(z.string(), z.int()),
});
export type DemoState = z.infer<typeof demoStateSchema>;

const fileIn = (folder: string): string => join(folder, 'demo.json');

/** What a demo, running or ended, left in the folder; null when none was there. */
export function readDemo(folder: string): DemoState | null {
  if (!existsSync(fileIn(folder))) return null;
  return demoStateSchema.parse(JSON.parse(readFileSync(fileIn(folder), 'utf8')));
}

export function writeDemo(folder: string, state: DemoState): void {
  writeFileSync(fileIn(folder), JSON.stringify(state, null, 2), { mode: 0o600 });
}

/** Makes the folder; a fresh start empties it first, but only if a demo filled it. */
export function makeDemoFolder(folder: string, fresh: boolean): void {
  if (fresh && readDemo(folder) !== null) rmSync(folder, { recursive: true });
  mkdirSync(folder, { recursive: true });
}
