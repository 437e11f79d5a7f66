import { createPgliteConnector } from '../../electron/host/database/pglite-connector.ts';
import { openMemoryPglite } from '../support/pglite.ts';
import { describeEngine } from './engine-contract.ts';

describeEngine('PGlite', async () => {
  const pglite = await openMemoryPglite();
  return { connector: createPgliteConnector(pglite), close: () => pglite.close() };
});
