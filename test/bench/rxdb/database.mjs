// A collection of appointments in memory: the fastest storage that RxDB has.
import { createRxDatabase } from 'rxdb/plugins/core';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';

const text = { type: 'string' };
const schema = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: 40 }, note: text, startMs: { type: 'number' } },
  required: ['id'],
};

/** Of two edits the one with the greater note stays, whoever is asked. */
const conflictHandler = {
  isEqual: (a, b) => a.note === b.note && a._deleted === b._deleted,
  resolve: ({ newDocumentState: mine, realMasterState: theirs }) =>
    mine.note > theirs.note ? mine : theirs,
};

export async function openAppointments(name) {
  const storage = getRxStorageMemory();
  const database = await createRxDatabase({ name, storage, multiInstance: false });
  await database.addCollections({ appointments: { schema, conflictHandler } });
  return { database, appointments: database.appointments };
}
