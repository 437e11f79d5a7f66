import type { ImportPlan } from '../../wire/desk/import.ts';
import type { WriteTx } from '../store/handles.ts';
import type { AuditChange, Tables } from '../store/tables.ts';

/** A finished import, as the list of imports and the audit trail tell of it. */
export interface ImportDone extends Pick<Tables['importJob'], 'id' | 'fileName' | 'subject'> {
  /** Stands for the headings of the file, or for the calendar; null if it had none. */
  readonly headerKey: string | null;
  readonly mapping: ImportPlan;
  /** The last counter before its first write. */
  readonly counterBefore: number;
  /** How many of each it brought. */
  readonly counts: Readonly<Record<string, number>> & { readonly rows: number };
  /** For a calendar: each record that it made or changed. */
  readonly made?: readonly AuditChange[];
}

/** Puts an import that was just written on the list, and in the audit trail for all of its rows. */
export async function noteImport(tx: WriteTx, done: ImportDone): Promise<void> {
  const { id, fileName, subject, counterBefore, counts, headerKey, mapping, made } = done;
  await tx.kysely
    .insertInto('importJob')
    .values({
      ...{ organisationId: tx.book.organisationId, id, fileName, subject, state: 'applied' },
      ...{ rowCount: counts.rows, atMs: tx.nowMs },
      ...{ firstCounter: counterBefore + 1, lastCounter: tx.book.counter },
      ...{ headerKey, mapping: JSON.stringify(mapping) },
      made: made ? JSON.stringify(made) : null,
    })
    .execute();
  tx.note({ kind: 'import', id, before: null, after: counts });
}
