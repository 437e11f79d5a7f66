import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SAMPLE_BRANCHES } from '../../../shared/sample/sample-places.ts';
import { type NodeProcess, startNode } from '../../support/process.ts';
import { countWire, type Wire } from './count-wire.ts';
import { type BenchReplica, openReplica } from './open-replica.ts';

/** Central, two computers of one branch, and one of another that shares doctors with it. */
export interface Ours extends AsyncDisposable {
  readonly server: NodeProcess;
  readonly wire: Wire;
  readonly a: BenchReplica;
  readonly b: BenchReplica;
  readonly elsewhere: BenchReplica;
}

const SERVER = fileURLToPath(new URL('../../../server/main.ts', import.meta.url));
const { 'salt-lake': saltLake, 'park-street': parkStreet } = SAMPLE_BRANCHES;

export async function openOurs(folder: string, roundTripMs: number): Promise<Ours> {
  const central = ['--sample', '--json', '--port', '0', '--data-folder', join(folder, 'central')];
  const server = startNode(SERVER, central, { env: { DAYBOOK_LOG: 'silent' } });
  const { url } = await server.nextMessage(60_000);
  const wire = await countWire(String(url), roundTripMs);
  const open = (branch: { readonly id: string }, name: string) => {
    mkdirSync(join(folder, name));
    return openReplica(join(folder, name), wire.url, { id: branch.id, name });
  };
  const a = await open(saltLake, 'Desk 1');
  const b = await open(saltLake, 'Desk 2');
  const elsewhere = await open(parkStreet, 'Desk 3');
  for (const replica of [a, b, elsewhere]) await replica.exchange();
  return {
    ...{ server, wire, a, b, elsewhere },
    [Symbol.asyncDispose]: async () => {
      for (const replica of [a, b, elsewhere]) await replica.close();
      await wire[Symbol.asyncDispose]();
      await server.kill('SIGTERM');
    },
  };
}
