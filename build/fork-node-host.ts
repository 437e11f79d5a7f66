import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { HostChild } from '../electron/main/host-child.ts';
import { COMPILE_CACHE } from './compile-cache.ts';

/** Starts the host under plain Node, as the shell starts it under Electron's. */
export function forkNodeHost(
  node: string,
  args: readonly string[],
  hands: {
    /** A line of its standard output. */
    readonly onLine: (line: string) => void;
    /** What it writes to its log. */
    readonly onLog: (text: string) => void;
  },
): HostChild<never> {
  const child = spawn(node, [...args], {
    env: { ...process.env, ...COMPILE_CACHE },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const { stdout, stderr } = child;
  if (stdout) createInterface({ input: stdout }).on('line', hands.onLine);
  stderr?.setEncoding('utf8').on('data', hands.onLog);
  // Its end is what counts, and always comes.
  child.on('error', (error) => hands.onLog(error.message));
  return {
    postMessage: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    // Closed, and not only ended: what it said last was read by then.
    onExit: (listener) => {
      child.once('close', (code) => listener(code ?? -1));
    },
  };
}
