import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDeskClient } from './desk-client.ts';
import { type NodeProcess, type NodeProcessOptions, startNode } from './process.ts';
import { fileOf, HOST } from './programs.ts';

/** A database is made first, perhaps on a busy machine. */
const FIRST_MS = 240_000;

/** A real host that serves browsers, on a data folder of its own. */
export interface RunningHost extends AsyncDisposable {
  readonly url: string;
  /** Where its book and its backups are. */
  readonly folder: string;
  /** Ends the process as a power cut would. */
  readonly kill: () => Promise<void>;
  /** Starts it again where it was: the same folder, the same port. */
  readonly start: () => Promise<void>;
}

const placeOf = (folder: string, port: number): readonly string[] => [
  ...['--data-folder', folder, '--serve', '--json', '--port', String(port)],
];

/** Makes the sample clinic in an empty data folder, for hosts to begin with copies of. */
export async function makeSample(folder: string, firstMs = FIRST_MS): Promise<void> {
  await using child = startNode(fileOf(HOST), placeOf(folder, 0));
  using desk = await openDeskClient(String((await child.nextMessage(firstMs)).url));
  await desk.hello();
  const made = await desk.setUp({ kind: 'sample', today: null });
  if (!made.ok) throw new Error(`There is no sample: ${made.error.kind}.`);
  // It ends in order, so that nothing is left in the copies to be recovered.
  await child.kill('SIGTERM');
}

/**
 * `begun` is a data folder to begin with a copy of; without one the book is yet to be made. It has
 * `firstMs` to open, which a large book on a busy machine may well take.
 */
export async function startHost(
  begun?: string,
  firstMs = FIRST_MS,
  env: NodeProcessOptions['env'] = {},
): Promise<RunningHost> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-host-'));
  if (begun !== undefined) cpSync(begun, folder, { recursive: true });
  let child: NodeProcess;
  const start = async (port: number): Promise<string> => {
    child = startNode(fileOf(HOST), placeOf(folder, port), { env });
    return String((await child.nextMessage(firstMs)).url);
  };
  const url = await start(0);
  const port = Number(new URL(url).port);
  const kill = async (): Promise<void> => {
    await child.kill('SIGKILL');
  };
  return {
    url,
    folder,
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
