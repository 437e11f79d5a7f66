import { sql } from 'kysely';
import type { WriteTx } from './handles.ts';
import type { Tables } from './tables.ts';

/** What a code is for. Only the code's hash is stored. */
export type NewEnrolmentCode = Pick<
  Tables['enrolmentCode'],
  'codeHash' | 'name' | 'kind' | 'branchId' | 'doctorId' | 'branchIds' | 'expiresAtMs'
>;

const NAME_MAX = 24;

/** Stores a code that enrols one device, once. Returns the replica that the device will be. */
export async function insertEnrolmentCode(tx: WriteTx, code: NewEnrolmentCode): Promise<string> {
  const replica = await freeReplica(tx, plainName(code.name));
  await tx.kysely
    .insertInto('enrolmentCode')
    .values({ ...code, organisationId: tx.book.organisationId, replica, usedAtMs: null })
    .execute();
  const { codeHash: _, ...made } = code;
  const id = tx.book.organisationId;
  tx.note({ kind: 'enrolmentCode', id, before: null, after: { replica, ...made } });
  return replica;
}

/** A name's number goes up with every code: what one replica was called, no other ever is. */
async function freeReplica(tx: WriteTx, name: string): Promise<string> {
  const { organisationId } = tx.book;
  const { rows } = await sql<{ replica: string }>`
    select replica from device
      where organisation_id = ${organisationId} and replica like ${`${name}.%`}
    union select replica from enrolment_code
      where organisation_id = ${organisationId} and replica like ${`${name}.%`}`.execute(tx.kysely);
  const numbers = rows.map(({ replica }) => Number(replica.slice(name.length + 1)) || 0);
  return `${name}.${Math.max(0, ...numbers) + 1}`;
}

/** The name in plain letters, as it may stand in a dot or a header. */
function plainName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\u0300-\u036f'’]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, NAME_MAX)
    .replaceAll(/^-+|-+$/g, '');
  // Central writes dots of its own.
  return plain === '' || plain === 'central' ? 'replica' : plain;
}
