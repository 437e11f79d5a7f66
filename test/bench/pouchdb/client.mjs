// Two replicas of the peer, in the process that measures.
import { createRequire } from 'node:module';

const PouchDB = createRequire(import.meta.url)('pouchdb');
const BATCHES_MAX = 10;

/** `a` writes and pushes, `b` pulls. */
export async function connect(url, batchSize, folder) {
  const Local = PouchDB.defaults({ prefix: `${folder}/` });
  const options = { batch_size: batchSize, batches_limit: BATCHES_MAX };
  const remote = new Local(`${url}/appointments`);
  const databases = { a: new Local('a'), b: new Local('b') };
  await remote.info();
  const toDoc = ({ id, ...rest }) => ({ _id: id, ...rest });
  const rows = async (side, more) =>
    (await databases[side].allDocs({ include_docs: true, ...more })).rows;
  const dump = async (side) =>
    JSON.stringify((await rows(side)).map(({ id, doc }) => [id, doc.note]));
  /** As its guide has it: the applications delete the versions that did not win. */
  const resolveConflicts = async () => {
    const all = await rows('a', { conflicts: true });
    await databases.a.bulkDocs(
      all.flatMap(({ id, doc }) =>
        (doc._conflicts ?? []).map((_rev) => ({ _id: id, _rev, _deleted: true })),
      ),
    );
  };

  return {
    write: (appointments) => databases.a.bulkDocs(appointments.map(toDoc)),
    push: () => databases.a.replicate.to(remote, options),
    pull: () => databases.b.replicate.from(remote, options),
    count: async () => (await databases.b.info()).doc_count,
    put: (appointment) => databases.a.put(toDoc(appointment)),
    onChange: (listener) => {
      const feed = databases.b.changes({ live: true, since: 'now' });
      feed.on('change', ({ id }) => listener(id));
      return () => feed.cancel();
    },
    stayInStep: async () => {
      const both = [
        databases.a.replicate.to(remote, { live: true, ...options }),
        databases.b.replicate.from(remote, { live: true, ...options }),
      ];
      return async () => {
        for (const one of both) one.cancel();
      };
    },
    edit: async (side, count, note) => {
      const found = await rows(side, { limit: count });
      await databases[side].bulkDocs(found.map(({ doc }, i) => ({ ...doc, note: `${note} ${i}` })));
    },
    converge: async () => {
      for (const side of ['a', 'b', 'a']) await databases[side].sync(remote, options);
      await resolveConflicts();
      for (const side of ['a', 'b']) await databases[side].sync(remote, options);
    },
    areEqual: async () => (await dump('a')) === (await dump('b')),
    close: async () => {
      await databases.a.close();
      await databases.b.close();
    },
  };
}
