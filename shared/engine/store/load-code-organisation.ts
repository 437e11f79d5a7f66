import type { ReadDb } from './handles.ts';

/** The organisation that a code lets a device into; null when there is no such code. */
export async function loadCodeOrganisation(db: ReadDb, codeHash: string): Promise<string | null> {
  const code = await db.kysely
    .selectFrom('enrolmentCode')
    .select('organisationId')
    .where('codeHash', '=', codeHash)
    .executeTakeFirst();
  return code?.organisationId ?? null;
}
