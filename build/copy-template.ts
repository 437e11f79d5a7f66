import { chmodSync, cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Copies the template of a book into a packed program: with its empty folders, without which
 * PostgreSQL does not start, and readable for everyone, because an administrator may install it.
 */
export function copyTemplate(template: string, target: string): void {
  cpSync(template, target, { recursive: true });
  chmodSync(target, 0o755);
  for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
}
