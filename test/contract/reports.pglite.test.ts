import { createPgliteConnector } from '../../electron/host/database/pglite-connector.ts';
import { openMemoryPglite } from '../support/pglite.ts';
import { describeReports } from './report-contract.ts';

describeReports('PGlite', async () => {
  const pglite = await openMemoryPglite();
  return { connector: createPgliteConnector(pglite), close: () => pglite.close() };
});
