import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Appointment } from '../../../shared/model/appointment.ts';
import { type NodeProcess, startNode } from '../../support/process.ts';

/** What is used of PouchDB, which brings no types of its own. */
interface Database {
  readonly bulkDocs: (docs: readonly object[]) => Promise<unknown>;
  readonly replicate: {
    readonly to: (target: Database, options: object) => Promise<Replicated>;
    readonly from: (target: Database, options: object) => Promise<Replicated>;
  };
  readonly info: () => Promise<unknown>;
  readonly close: () => Promise<void>;
}
interface Replicated {
  readonly docs_written: number;
}
interface Pouch {
  new (name: string, options?: object): Database;
  readonly defaults: (options: object) => Pouch;
}

export interface PouchPeer extends AsyncDisposable {
  readonly server: NodeProcess;
  readonly url: string;
  readonly connect: (url: string) => {
    readonly write: (appointments: readonly Appointment[]) => Promise<void>;
    readonly push: () => Promise<void>;
    readonly pull: () => Promise<void>;
    readonly close: () => Promise<void>;
  };
}

const HERE = new URL('../pouchdb/', import.meta.url);
const SERVER = fileURLToPath(new URL('server.mjs', HERE));
const BATCHES_MAX = 10;

/** PouchDB on LevelDB here, express-pouchdb on LevelDB in a process of its own. */
export async function openPouch(folder: string, batchSize: number): Promise<PouchPeer> {
  const [there, here] = [join(folder, 'there'), join(folder, 'here')];
  for (const path of [there, here]) mkdirSync(path, { recursive: true });
  const server = startNode(SERVER, [there]);
  const { url } = await server.nextMessage();
  const options = { batch_size: batchSize, batches_limit: BATCHES_MAX };
  return {
    server,
    url: String(url),
    connect: (wireUrl) => {
      const Local = (createRequire(HERE)('pouchdb') as Pouch).defaults({ prefix: `${here}/` });
      const remote = new Local(`${wireUrl}/appointments`);
      const [a, b] = [new Local('a'), new Local('b')];
      let count = 0;
      const expectAll = ({ docs_written: written }: Replicated): void => {
        if (written !== count) throw new Error(`${written} of ${count} documents came.`);
      };
      return {
        write: async (appointments) => {
          count = appointments.length;
          await remote.info();
          await a.bulkDocs(appointments.map(({ id, ...rest }) => ({ _id: id, ...rest })));
        },
        push: async () => expectAll(await a.replicate.to(remote, options)),
        pull: async () => expectAll(await b.replicate.from(remote, options)),
        close: async () => {
          await a.close();
          await b.close();
        },
      };
    },
    [Symbol.asyncDispose]: async () => {
      await server.kill();
    },
  };
}
