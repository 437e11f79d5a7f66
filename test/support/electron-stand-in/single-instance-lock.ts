import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Whether this is the first program on the folder. If not, the first one hears of it. Electron
 * answers at once, so the socket is asked by a short program that this one waits for.
 */
export function takeLock(folder: string, onSecond: () => void): boolean {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const socket = join(tmpdir(), `daybook-stand-in-${name}`);
  if (existsSync(socket) && hasListener(socket)) return false;
  rmSync(socket, { force: true });
  createServer((client) => {
    client.end();
    onSecond();
  })
    .listen(socket)
    .unref();
  process.once('exit', () => rmSync(socket, { force: true }));
  return true;
}

function hasListener(socket: string): boolean {
  const knock = `require('node:net').connect(${JSON.stringify(socket)})
    .on('connect', () => process.exit(0)).on('error', () => process.exit(1))`;
  return spawnSync(process.execPath, ['-e', knock]).status === 0;
}
