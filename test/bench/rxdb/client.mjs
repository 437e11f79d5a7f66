// Two replicas of the peer, in the process that measures.
import { Agent, request } from 'node:http';
import { replicateRxCollection } from 'rxdb/plugins/replication';
import { Subject } from 'rxjs';
import { openAppointments } from './database.mjs';

const agent = new Agent({ keepAlive: true });

const post = (url, body) =>
  new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const asked = request(url, { method: 'POST', agent, headers }, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      resolve(JSON.parse(Buffer.concat(parts).toString()));
    });
    asked.on('error', reject);
    asked.end(JSON.stringify(body));
  });

/** The events of the server's collection, one a line. */
function follow(url, stream$) {
  const asked = request(url, (answer) => {
    stream$.next('RESYNC');
    let text = '';
    answer.setEncoding('utf8').on('data', (part) => {
      text += part;
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) stream$.next(JSON.parse(line));
    });
  });
  asked.on('error', () => undefined);
  asked.end();
  return () => asked.destroy();
}

/** `a` writes and pushes, `b` pulls. */
export async function connect(url, batchSize) {
  const name = `bench-${process.pid}-${performance.now()}`;
  const opened = { a: await openAppointments(`${name}-a`), b: await openAppointments(`${name}-b`) };
  const collections = { a: opened.a.appointments, b: opened.b.appointments };

  const replicate = (side, live) => {
    const stream$ = new Subject();
    const state = replicateRxCollection({
      collection: collections[side],
      replicationIdentifier: side,
      live,
      waitForLeadership: false,
      push: { batchSize, handler: (rows) => post(`${url}/push`, rows) },
      pull: {
        batchSize,
        handler: (checkpoint, limit) => post(`${url}/pull`, { checkpoint, limit }),
        ...(live ? { stream$ } : {}),
      },
    });
    const leave = live ? follow(`${url}/stream`, stream$) : () => undefined;
    return { state, leave };
  };
  const once = async (side) => {
    const { state } = replicate(side, false);
    await state.awaitInitialReplication();
    await state.awaitInSync();
    await state.cancel();
  };
  const dump = async (side) => {
    const found = await collections[side].find({ sort: [{ id: 'asc' }] }).exec();
    return JSON.stringify(found.map((doc) => [doc.id, doc.toJSON().note]));
  };

  return {
    write: async (appointments) => {
      const { error } = await collections.a.bulkInsert(appointments.map((one) => ({ ...one })));
      if (error.length > 0) throw new Error('RxDB refused documents.');
    },
    push: () => once('a'),
    pull: () => once('b'),
    count: () => collections.b.count().exec(),
    put: (appointment) => collections.a.insert({ ...appointment }),
    onChange: (listener) => {
      const seeing = collections.b.$.subscribe(({ documentId }) => listener(documentId));
      return () => seeing.unsubscribe();
    },
    stayInStep: async () => {
      const both = [replicate('a', true), replicate('b', true)];
      for (const { state } of both) await state.awaitInitialReplication();
      return async () => {
        for (const { state, leave } of both) {
          leave();
          await state.cancel();
        }
      };
    },
    edit: async (side, count, note) => {
      const query = { limit: count, sort: [{ id: 'asc' }] };
      const found = await collections[side].find(query).exec();
      await collections[side].bulkUpsert(
        found.map((doc, i) => ({ ...doc.toMutableJSON(), note: `${note} ${i}` })),
      );
    },
    converge: async () => {
      for (const side of ['a', 'b', 'a']) await once(side);
    },
    areEqual: async () => (await dump('a')) === (await dump('b')),
    close: async () => {
      for (const { database } of Object.values(opened)) await database.close();
    },
  };
}
