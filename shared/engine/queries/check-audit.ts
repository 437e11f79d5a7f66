import { AUDIT_HASH, AUDIT_HASH_1 } from '../store/audit-hash.ts';

/** Asks a database something; the rows come under the names TypeScript uses. */
export type AskRows = (text: string) => Promise<{ readonly rows: readonly unknown[] }>;

/**
 * What is wrong with the audit chain: it is numbered without a gap, each entry's hash is that of
 * its content and of the entry before, and the book goes on from the last one. A replica that goes on
 * under another name goes on with its chain too. Empty if all is well.
 */
export async function checkAudit(ask: AskRows): Promise<readonly string[]> {
  const broken = (await ask(BROKEN_ENTRIES)).rows as readonly { readonly no: number }[];
  const heads = (await ask(BROKEN_HEADS)).rows as readonly { readonly replica: string }[];
  return [
    ...broken.map(({ no }) => `audit entry ${no} does not follow from the one before`),
    ...heads.map(({ replica }) => `the book of ${replica} is not where its audit trail ends`),
  ];
}

/** An entry of the former form after one of the present was written by another hand. */
const BROKEN_ENTRIES = `
  select no::int4 from (
    select *, row_number() over chain as place, lag(hash, 1, '') over chain as last_hash,
      lag(form, 1, 1::int2) over chain as last_form
    from audit window chain as (partition by organisation_id order by no)
  ) entry
  where no <> place or previous_hash <> last_hash or form < last_form
    or hash <> case form when 1 then ${AUDIT_HASH_1} else ${AUDIT_HASH} end
  order by no limit 20`;

const BROKEN_HEADS = `
  select b.replica from book b, lateral (
    select coalesce(max(no), 0) as no, coalesce(max(hash) filter (where no = b.audit_no), '') as hash
    from audit where organisation_id = b.organisation_id
  ) last
  where (b.audit_no, b.audit_hash) <> (last.no, last.hash)`;
