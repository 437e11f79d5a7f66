import type { ImportMapping } from '../../wire/desk/import.ts';
import type { WriteTx } from '../store/handles.ts';
import type { Tables } from '../store/tables.ts';

/** A finished import, as the list of imports and the audit trail tell of it. */
export interface ImportDone extends Pick<Tables['importJob'], 'id' | 'fileName' | 'subject'> {
  /** Stands for the headings of the file; null if it had none. */
  readonly headerKey: string | null;
  readonly mapping: ImportMapping;
  /** The last counter before its first write. */
  readonly counterBefore: number;
  /** How many of each it brought. */
  readonly counts: Readonly<
    Record<'rows' | 'patients' | 'sessions' | 'slots' | 'appointments', number>
  >;
}

/** Puts an import that was just written on the list, and in the audit trail for all of its rows. */
export async function noteImport(tx: WriteTx, done: ImportDone): Promise<void> {
  const { id, fileName, subject, counterBefore, counts, headerKey, mapping } = done;
  await tx.kysely
    .insertInto('importJob')
    .values({
      ...{ organisationId: tx.book.organisationId, id, fileName, subject, state: 'applied' },
      ...{ rowCount: counts.rows, atMs: tx.nowMs },
      ...{ firstCounter: counterBefore + 1, lastCounter: tx.book.counter },
      ...{ headerKey, mapping: JSON.stringify(mapping) },
    })
    .execute();
  tx.note({ kind: 'import', id, before: null, after: counts });
}
