import { dirname } from 'node:path';
import { bundleForNode } from '../../build/bundle-shell.ts';
import { isStale } from '../../build/is-stale.ts';
import { BUNDLED, CENTRAL, HOST, inRoot } from './programs.ts';

const SOURCES = ['electron', 'server', 'shared', 'build/bundle-shell.ts', 'package-lock.json'];

/**
 * Has this process and all that it starts run host and central from one file each. From source a
 * start takes half as much again: a whole run has hundreds of them, one file of tests a few.
 */
export async function bundlePrograms(): Promise<void> {
  for (const { source, bundled } of [HOST, CENTRAL]) {
    if (!isStale(inRoot(bundled), SOURCES.map(inRoot))) continue;
    const place = { outDir: dirname(bundled), fileName: 'main.js', format: 'es' } as const;
    await bundleForNode({ entry: source, ...place });
  }
  process.env[BUNDLED] = '1';
}
