import { openPgConnector } from '../../server/postgres/pg-connector.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { describeReports } from './report-contract.ts';

describeReports('PostgreSQL', async () => {
  const database = await createTestDatabase();
  const connector = openPgConnector(database.connectionString);
  const close = async () => {
    await connector.close();
    await database.close();
  };
  return { connector, close };
});
