import type { WriteTx } from '../store/handles.ts';
import type { Tables } from '../store/tables.ts';

/** A finished import, as the list of imports and the audit trail tell of it. */
export interface ImportDone extends Pick<Tables['importJob'], 'id' | 'fileName' | 'subject'> {
  /** The last counter before its first write. */
  readonly counterBefore: number;
  /** How many of each it brought. */
  readonly counts: Readonly<
    Record<'rows' | 'patients' | 'sessions' | 'slots' | 'appointments', number>
  >;
}

/** Puts an import that was just written on the list, and in the audit trail for all of its rows. */
export async function noteImport(tx: WriteTx, done: ImportDone): Promise<void> {
  const { id, fileName, subject, counterBefore, counts } = done;
  await tx.kysely
    .insertInto('importJob')
    .values({
      ...{ organisationId: tx.book.organisationId, id, fileName, subject, state: 'applied' },
      ...{ rowCount: counts.rows, atMs: tx.nowMs },
      ...{ firstCounter: counterBefore + 1, lastCounter: tx.book.counter },
    })
    .execute();
  tx.note({ kind: 'import', id, before: null, after: counts });
}
