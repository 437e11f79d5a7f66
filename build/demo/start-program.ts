import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { COMPILE_CACHE } from '../compile-cache.ts';

/** A server of ours in a process of its own. */
export interface Program {
  readonly url: string;
  /** Resolves when it is gone, for whatever reason. */
  readonly ended: Promise<void>;
  /** Lets it finish its work. */
  readonly stop: () => Promise<void>;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
}

/** Starts a program that says `{"ready": true, "url": …}` when it is ready. */
export async function startProgram(
  node: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Program> {
  const child = spawn(node, [...args], {
    env: { ...process.env, ...COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own: Ctrl+C at the terminal is for the demo, which ends all in their order.
    detached: true,
  });
  endWithThisProcess(child);
  const exited = once(child, 'exit');
  const ended = exited.then(() => undefined);
  const url = await readyUrl(child);
  if (url === null) {
    const [code, signal] = await exited;
    throw new Error(`${args[0]} ended (${code ?? signal}) before it was ready.`);
  }
  const end = (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    return ended;
  };
  return { url, ended, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

async function readyUrl(child: ChildProcess): Promise<string | null> {
  if (!child.stdout) return null;
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('{')) continue;
    const said = JSON.parse(line) as { readonly url?: string; readonly sentence?: string };
    if (said.sentence !== undefined) throw new Error(said.sentence);
    return said.url ?? null;
  }
  return null;
}

/** Should this process be killed, a shell that waits on a pipe of ours ends the program. */
function endWithThisProcess(child: ChildProcess): void {
  if (process.platform === 'win32' || child.pid === undefined) return;
  const args = ['-c', 'read -r _; kill -TERM "$1"', 'sh', String(child.pid)];
  const watcher = spawn('/bin/sh', args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  watcher.unref();
  child.once('exit', () => watcher.kill());
}
