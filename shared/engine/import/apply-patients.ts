import { assert } from '../../core/assert.ts';
import type { PatientRow } from '../../domain/import/read-rows.ts';
import { NEW_CONTACT, NEW_PATIENT } from '../../model/choices.ts';
import { loadMessaging } from '../queries/load-messaging.ts';
import type { Cause, WriteTx } from '../store/handles.ts';
import { insertBulk } from '../store/insert-bulk.ts';
import { rowsOfPart } from '../store/parts.ts';
import { idInForce, importedPatientId } from './imported-ids.ts';

/** Writes the people of a file, in parts. Nobody among them is in the book: the check said so. */
export async function applyPatients(
  tx: WriteTx,
  cause: Cause,
  branchId: string,
  { rows, gone }: { readonly rows: readonly PatientRow[]; readonly gone: ReadonlySet<string> },
  onDone: (rows: number) => Promise<void>,
): Promise<void> {
  const { organisationId } = tx.book;
  const messaging = await loadMessaging(tx, organisationId, branchId);
  const language = messaging?.language ?? NEW_CONTACT.language;
  const atOnce = rowsOfPart(rows.length);
  for (let from = 0; from < rows.length; from += atOnce) {
    const some = rows.slice(from, from + atOnce).map(({ line: _, number, ...row }) => ({
      ...row,
      id: idInForce((again) => importedPatientId(organisationId, number, again), gone),
      ...{ branchId, number, ...NEW_PATIENT, ...NEW_CONTACT, language },
    }));
    const inserted = await insertBulk(tx, cause, 'patient', some);
    assert(inserted === some.length, 'A checked file brings new people only.');
    await tx.parts.end();
    await onDone(from + some.length);
  }
}
