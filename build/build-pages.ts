import { join } from 'node:path';
import { bundleRenderer } from './bundle-renderer.ts';
import { isStale } from './is-stale.ts';

const SOURCES = ['renderer', 'shared', 'build/renderer.vite.config.ts', 'package-lock.json'];

/** Bundles the pages into dist/renderer, unless they are newer than what they are made of. */
export async function buildPages(root: string): Promise<void> {
  const page = join(root, 'dist', 'renderer', 'index.html');
  const isCurrent = !isStale(
    page,
    SOURCES.map((source) => join(root, source)),
  );
  if (isCurrent) return;
  console.log('Building the pages …');
  await bundleRenderer('dist/renderer');
}
