import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type NodeProcess, startNode } from './process.ts';

const HOST = join(import.meta.dirname, '../../electron/host/main.ts');

/** A real host that serves browsers, on a data folder of its own. */
export interface RunningHost extends AsyncDisposable {
  readonly url: string;
  /** Ends the process as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Starts it again where it was: the same folder, the same port. */
  readonly start: () => Promise<void>;
}

export async function startHost(): Promise<RunningHost> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-host-'));
  let child: NodeProcess;
  const start = async (port: number): Promise<string> => {
    child = startNode(HOST, ['--data-folder', folder, '--serve', '--json', '--port', String(port)]);
    return String((await child.nextMessage()).url);
  };
  const url = await start(0);
  const port = Number(new URL(url).port);
  const kill = async (): Promise<void> => {
    await child.kill('SIGKILL');
  };
  return {
    url,
    kill,
    start: async () => {
      await start(port);
    },
    [Symbol.asyncDispose]: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
