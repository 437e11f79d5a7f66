import { readdirSync, statSync } from 'node:fs';

/** Whether `output` is missing, or older than a file of `sources` (files or folders). */
export function isStale(output: string, sources: readonly string[]): boolean {
  const built = statSync(output, { throwIfNoEntry: false });
  return !built || sources.some((source) => newestMs(source) > built.mtimeMs);
}

/** A folder's own time counts too: it changes when a file of it is deleted. */
function newestMs(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries.reduce(
    (newest, entry) => Math.max(newest, statSync(`${entry.parentPath}/${entry.name}`).mtimeMs),
    stats.mtimeMs,
  );
}
