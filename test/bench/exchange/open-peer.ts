import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type NodeProcess, startNode } from '../../support/process.ts';
import type { Pair } from './pair.ts';

export type PeerName = 'pouchdb' | 'rxdb';

export interface Peer extends AsyncDisposable {
  readonly server: NodeProcess;
  readonly url: string;
  readonly connect: (url: string) => Promise<Pair>;
}

/**
 * A peer's server in a process of its own, and two replicas of it here: PouchDB on LevelDB with
 * express-pouchdb, or RxDB with everything in memory.
 */
export async function openPeer(name: PeerName, folder: string, batchSize: number): Promise<Peer> {
  const [there, here] = [join(folder, 'there'), join(folder, 'here')];
  for (const path of [there, here]) mkdirSync(path, { recursive: true });
  const program = new URL(`../${name}/`, import.meta.url);
  const server = startNode(fileURLToPath(new URL('server.mjs', program)), [there]);
  const { url } = await server.nextMessage();
  const { connect } = await import(new URL('client.mjs', program).href);
  return {
    server,
    url: String(url),
    connect: (wireUrl) => connect(wireUrl, batchSize, here),
    [Symbol.asyncDispose]: async () => {
      await server.kill();
    },
  };
}
