import { AUDIT_HASH, AUDIT_HASH_1 } from '../store/audit-hash.ts';

/** Asks a database something; the rows come under the names TypeScript uses. */
export type AskRows = (text: string) => Promise<{ readonly rows: readonly unknown[] }>;

/** Entries looked at in one question, so that nothing waits long behind it. */
const PART = 5000;
const PROBLEMS_MAX = 20;

/**
 * What is wrong with the audit chain: it is numbered without a gap, each entry's hash is that of
 * its content and of the entry before, and the book goes on from the last one. A replica that goes on
 * under another name goes on with its chain too. Empty if all is well; at most 20 lines of entries. Where a
 * database has the books of several organisations, of the one that is named.
 */
export async function checkAudit(
  ask: AskRows,
  organisationId: string | null = null,
): Promise<readonly string[]> {
  const of = organisationId === null ? 'true' : `organisation_id = '${organisationId}'::uuid`;
  const [end] = (await ask(`${LAST} where ${of}`)).rows as readonly { readonly no: number }[];
  const hasForms = (await ask(FORM_COLUMN)).rows.length > 0;
  const brokenEntries = hasForms ? brokenOf('audit', of) : brokenOf(AUDIT_BEFORE_FORMS, of);
  const broken: number[] = [];
  for (let from = 0; from < (end?.no ?? 0) && broken.length < PROBLEMS_MAX; from += PART) {
    const { rows } = await ask(brokenEntries(from, from + PART));
    broken.push(...(rows as readonly { readonly no: number }[]).map(({ no }) => no));
  }
  const heads = (await ask(`${BROKEN_HEADS} and ${of}`)).rows as readonly {
    readonly replica: string;
  }[];
  return [
    ...broken
      .slice(0, PROBLEMS_MAX)
      .map((no) => `audit entry ${no} does not follow from the one before`),
    ...heads.map(({ replica }) => `the book of ${replica} is not where its audit trail ends`),
  ];
}

/** A backup of a book that an older program wrote is looked into as it is. */
const FORM_COLUMN = `select 1 from information_schema.columns
  where table_schema = 'public' and table_name = 'audit' and column_name = 'form'`;
const AUDIT_BEFORE_FORMS = '(select *, 1::int2 as form from audit) as audit';

const LAST = 'select coalesce(max(no), 0)::int4 as no from audit';

/**
 * Those after `from`, up to `through`, with the one at `from` to go on from; the first part has also
 * what no trail has, numbers below one. An entry of the former form after one of the present was
 * written by another hand.
 */
const brokenOf =
  (trail: string, of: string) =>
  (from: number, through: number): string =>
    `
  select no::int4 from (
    select *, lag(no, 1, 0::int8) over chain as last_no, lag(hash, 1, '') over chain as last_hash,
      lag(form, 1, 1::int2) over chain as last_form
    from ${trail} where ${of} and ${from === 0 ? '' : `no >= ${from} and`} no <= ${through}
    window chain as (partition by organisation_id order by no)
  ) entry
  where ${from === 0 ? '' : `no > ${from} and`} (no <> last_no + 1 or previous_hash <> last_hash
    or form < last_form
    or hash <> case form when 1 then ${AUDIT_HASH_1} else ${AUDIT_HASH} end)
  order by no limit ${PROBLEMS_MAX}`;

const BROKEN_HEADS = `
  select b.replica from book b, lateral (
    select coalesce(max(no), 0) as no, coalesce(max(hash) filter (where no = b.audit_no), '') as hash
    from audit where organisation_id = b.organisation_id
  ) last
  where (b.audit_no, b.audit_hash) <> (last.no, last.hash)`;
