import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The Node that npm brought: the one of this machine may be too old for the host. */
export function broughtNode(root: string): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const brought = join(root, 'node_modules', 'node', 'bin', name);
  return existsSync(brought) ? brought : process.execPath;
}
