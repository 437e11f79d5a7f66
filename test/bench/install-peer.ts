import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './figure.ts';

/**
 * Installs the peer that has a folder of its own here, the first time it is wanted. Answers whether
 * it is there: without a network a bench goes on without that peer.
 */
export function installPeer(name: 'fullcalendar' | 'pouchdb' | 'rxdb'): boolean {
  const folder = join(import.meta.dirname, name);
  if (existsSync(join(folder, 'node_modules'))) return true;
  say(`Installing ${name}, once.`);
  const options = ['--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', ['ci', '--prefix', folder, ...options], {
    shell: process.platform === 'win32',
    stdio: 'ignore',
  });
  if (status !== 0) say(`${name} could not be installed; it is left out.`);
  return status === 0;
}
