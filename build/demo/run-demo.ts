import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { makeDemoFolder, readDemo, writeDemo } from './demo-file.ts';
import { DEMO_REPLICAS } from './demo-replicas.ts';
import { openControl } from './open-control.ts';
import { type Program, startProgram } from './start-program.ts';
import { type RunningReplica, startReplica } from './start-replica.ts';

const CENTRAL = 'server/main.ts';
const TOKEN_BYTES = 24;

export interface RunningDemo {
  readonly controlUrl: string;
  readonly centralUrl: string;
  readonly replicas: readonly RunningReplica[];
  /** Resolves when any part of it has ended. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts central and the replicas in a folder, where a demo of before goes on. */
export async function runDemo(options: {
  readonly root: string;
  readonly node: string;
  readonly folder: string;
  readonly port: number;
  readonly fresh: boolean;
  readonly say: (sentence: string) => void;
}): Promise<RunningDemo> {
  const { root, node, folder, say } = options;
  makeDemoFolder(folder, options.fresh);
  const ports = readDemo(folder)?.ports ?? {};
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const stops: (() => Promise<void>)[] = [];
  let stopped: Promise<void> | null = null;
  const stopAll = async (): Promise<void> => {
    for (const end of stops.reverse()) await end();
  };
  // Asked for once by a person and again because a part has ended, it is over for both at the end.
  const stop = (): Promise<void> => {
    stopped ??= stopAll();
    return stopped;
  };
  try {
    say('Central is starting, with the sample organisation …');
    const central = await startCentral(options, ports.central ?? 0);
    stops.push(central.stop);
    const replicas: RunningReplica[] = [];
    for (const replica of DEMO_REPLICAS) {
      say(`${replica.name} is starting …`);
      const port = ports[replica.key] ?? 0;
      const place = { root, node, folder, port, controlToken: token, centralUrl: central.url };
      const running = await startReplica(replica, place);
      stops.push(running.stop);
      replicas.push(running);
    }
    const centralUrl = central.url;
    const control = await openControl({ replicas, centralUrl, token, port: options.port });
    stops.push(async () => control.close());
    writeDemo(folder, {
      controlUrl: control.url,
      token,
      ports: portsOf(central, replicas),
    });
    const ended = Promise.race([central, ...replicas].map((part) => part.ended));
    return { controlUrl: control.url, centralUrl, replicas, ended, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startCentral(
  { root, node, folder }: { readonly root: string; readonly node: string; readonly folder: string },
  port: number,
): Promise<Program> {
  const data = ['--data-folder', join(folder, 'central')];
  const args = [join(root, CENTRAL), '--sample', '--json', ...data, '--port', String(port)];
  return startProgram(node, args, { DAYBOOK_LOG: 'warn' });
}

const portsOf = (
  central: Program,
  replicas: readonly RunningReplica[],
): Record<string, number> => ({
  central: Number(new URL(central.url).port),
  ...Object.fromEntries(replicas.map(({ port }, i) => [DEMO_REPLICAS[i]?.key ?? '', port])),
});
