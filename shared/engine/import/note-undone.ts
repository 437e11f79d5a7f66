import type { WriteTx } from '../store/handles.ts';

/** An import was taken back: on the list, and in the audit trail. */
export async function noteUndone(tx: WriteTx, importId: string): Promise<void> {
  await tx.kysely
    .updateTable('importJob')
    .set({ state: 'undone' })
    .where('organisationId', '=', tx.book.organisationId)
    .where('id', '=', importId)
    .execute();
  const [before, after] = [{ state: 'applied' }, { state: 'undone' }];
  tx.note({ kind: 'import', id: importId, before, after });
}
