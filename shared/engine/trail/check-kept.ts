import { AUDIT_HASH } from '../store/audit-hash.ts';
import type { AskRows } from './check-audit.ts';

/** Entries looked at in one question, so that nothing waits long behind it. */
const PART = 5000;
const PROBLEMS_MAX = 20;

const SAID: Readonly<Record<string, string>> = {
  'begins-late': 'its first entries never came',
  'went-back':
    'it ended earlier than before: it was set back to a backup, or entries were taken out',
  rewritten: 'an entry that was handed over had become another',
  broken: 'its entries did not follow on each other',
};

/**
 * What is wrong with the trails that central keeps of others: a trail that did not go on from what
 * was handed over of it, and an entry that is not as it came, or is gone, here. Empty if all is
 * well; at most 20 lines of each. A book that keeps none has nothing wrong with it.
 */
export async function checkKept(
  ask: AskRows,
  organisationId: string | null = null,
  /** Of these alone. */
  senders: readonly string[] | null = null,
): Promise<readonly string[]> {
  if ((await ask(HAS_KEPT)).rows.length === 0) return [];
  const book = organisationId === null ? 'true' : `organisation_id = '${organisationId}'::uuid`;
  const of =
    senders === null ? book : `${book} and sender in (${['', ...senders].map(quoted).join(', ')})`;
  const ends = await ask(problemsOf(of));
  const said = (ends.rows as readonly End[]).map(
    ({ sender, no, problem }) =>
      `the trail of ${sender}, after entry ${no}: ${SAID[problem] ?? problem}`,
  );
  const { rows } = await ask(lastOf(of));
  const [{ last = 0 } = {}] = rows as readonly { readonly last: number }[];
  const broken: string[] = [];
  for (let from = 0; from < last && broken.length < PROBLEMS_MAX; from += PART) {
    const found = (await ask(brokenOf(of, from, from + PART))).rows as readonly Entry[];
    broken.push(
      ...found.map(({ sender, no }) => `entry ${no} of ${sender} is not as it was handed over`),
    );
  }
  const hasPieces = (await ask(HAS_PIECES)).rows.length > 0;
  const others = hasPieces ? ((await ask(othersOf(of))).rows as readonly Entry[]) : [];
  const lost = (await ask(lostOf(of))).rows as readonly Entry[];
  return [
    ...said,
    ...broken.slice(0, PROBLEMS_MAX),
    ...others.map(
      ({ sender, no }) => `what entry ${no} of ${sender} changed came as something else`,
    ),
    ...lost.map(({ sender, no }) => `entries of ${sender} up to ${no} are not all kept any more`),
  ];
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

interface Entry {
  readonly sender: string;
  readonly no: number;
}
interface End extends Entry {
  readonly problem: string;
}

/** A backup of a book that an older program wrote has none of it. */
const HAS_KEPT = `select 1 from information_schema.tables
  where table_schema = 'public' and table_name = 'kept_trail'`;

/** Long entries came without what they changed once, for good. */
const HAS_PIECES = HAS_KEPT.replace('kept_trail', 'trail_piece');
const othersOf = (of: string): string => `
  select sender, no::int4 from trail_piece where ${of} and at = -1 and text = 'other'
  order by sender, no limit ${PROBLEMS_MAX}`;

const problemsOf = (of: string): string => `
  select sender, first_no::int4 as no, problem from trail_end
  where ${of} and problem is not null order by begun_ms, sender, part limit ${PROBLEMS_MAX}`;

const lastOf = (of: string): string =>
  `select coalesce(max(seq), 0)::int4 as last from kept_trail where ${of}`;

/** Entries of a stretch of what was kept whose hash is another, or that are not linked. */
const brokenOf = (of: string, from: number, through: number): string => `
  select sender, no::int4 from kept_trail k
  where ${of} and seq > ${from} and seq <= ${through} and (
    is_whole and hash <> ${AUDIT_HASH}
    or previous_hash <> coalesce(
      (select p.hash from kept_trail p where p.organisation_id = k.organisation_id
        and p.sender = k.sender and p.part = k.part and p.no = k.no - 1),
      (select e.first_hash from trail_end e where e.organisation_id = k.organisation_id
        and e.sender = k.sender and e.part = k.part and e.first_no = k.no - 1), 'none'))
  order by seq limit ${PROBLEMS_MAX}`;

/** Trails of which not as many are kept as came, or that end otherwise. */
const lostOf = (of: string): string => `
  select e.sender, e.last_no::int4 as no
  from (select * from trail_end where ${of}) e
  left join lateral (select count(*) as count, max(k.no) as no from kept_trail k
    where k.organisation_id = e.organisation_id and k.sender = e.sender and k.part = e.part) k on true
  where k.count <> e.last_no - e.first_no or (k.count > 0 and e.last_hash <> (select l.hash
    from kept_trail l where l.organisation_id = e.organisation_id and l.sender = e.sender
      and l.part = e.part and l.no = e.last_no))
  order by e.sender limit ${PROBLEMS_MAX}`;
