import type { WriteTx } from './handles.ts';

/**
 * Whether central was set back and some replica has yet to offer what it has. Until then central
 * gives no word that rests on what it may have forgotten.
 */
export async function isHealing({ kysely, book }: WriteTx): Promise<boolean> {
  const found = await kysely
    .selectFrom('device')
    .select('replica')
    .where('organisationId', '=', book.organisationId)
    .where('healing', '=', true)
    .where('revokedAtMs', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}
