import { sql } from 'kysely';
import type { ReadDb } from '../store/handles.ts';
import type { RecordKind, RecordShapes } from '../store/kind-info.ts';
import type { Stored } from '../store/stored.ts';

/** One record with its version, or null. */
export async function loadRecord<K extends RecordKind>(
  db: ReadDb,
  organisationId: string,
  kind: K,
  id: string,
): Promise<Stored<RecordShapes[K]> | null> {
  // Kysely cannot follow a table name that is still a type parameter; the shapes above are its own.
  const row = await db.kysely
    .selectFrom(kind as 'doctor')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return (row ?? null) as unknown as Stored<RecordShapes[K]> | null;
}

/** Several records of one kind, in no particular order. */
export async function loadRecords<K extends RecordKind>(
  db: ReadDb,
  organisationId: string,
  kind: K,
  ids: readonly string[],
): Promise<readonly Stored<RecordShapes[K]>[]> {
  if (ids.length === 0) return [];
  const rows = await db.kysely
    .selectFrom(kind as 'doctor')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('id', '=', sql<string>`any (${[...ids]}::uuid[])`)
    .execute();
  return rows as unknown as readonly Stored<RecordShapes[K]>[];
}
