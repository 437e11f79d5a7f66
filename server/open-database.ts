import { startEmbeddedPostgres } from './postgres/embedded-postgres.ts';
import type { PgConnector } from './postgres/pg-connector.ts';
import { openPgConnector } from './postgres/pg-connector.ts';

/** Central's database: the one at an address, or a PostgreSQL of its own in a folder. */
export async function openDatabase(options: {
  readonly databaseUrl: string | null;
  readonly folder: string;
  readonly log: (line: string) => void;
}): Promise<PgConnector> {
  const { databaseUrl, folder, log } = options;
  if (databaseUrl !== null) return openPgConnector(databaseUrl);
  const server = await startEmbeddedPostgres(folder, { log });
  const connector = openPgConnector(server.connectionString);
  return {
    ...connector,
    close: async () => {
      await connector.close();
      await server.stop();
    },
  };
}
