import { type RawBuilder, sql } from 'kysely';
import type { CountedRow } from '../../domain/reports/fold-report.ts';
import type { ReadDb } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';
import type { Counting, ReportTerm } from './report-terms.ts';

/** How often what bears on a term has changed, and its sums if they are of since the last time. */
export interface TermState {
  readonly changes: number;
  readonly rows: readonly CountedRow[] | null;
}

/** A term with what was counted of it, after so many changes. */
export interface CountedTerm {
  readonly term: ReportTerm;
  readonly changes: number;
  readonly rows: readonly CountedRow[];
}

type Whose = Pick<Counting, 'organisationId' | 'scope'>;

const SUMS_ALONE = ' sums';
const basisKept = ({ basis, hasParts }: ReportTerm): string =>
  hasParts ? basis : basis + SUMS_ALONE;

/** Two months of ten branches' days. */
const STATES_AT_ONCE = 600;

/**
 * The state of each term, in their order. Sums that are kept under a number of changes that was read
 * before anything was counted are of no earlier state of the book: a change meanwhile makes another
 * number.
 */
export async function loadTermStates(
  store: Store,
  whose: Whose,
  terms: readonly ReportTerm[],
): Promise<readonly TermState[]> {
  const states: TermState[] = [];
  for (let from = 0; from < terms.length; from += STATES_AT_ONCE) {
    const some = terms.slice(from, from + STATES_AT_ONCE);
    states.push(...(await store.read((db) => loadSome(db, whose, some))));
  }
  return states;
}

async function loadSome(
  db: ReadDb,
  whose: Whose,
  terms: readonly ReportTerm[],
): Promise<readonly TermState[]> {
  const { rows } = await sql<{ readonly changes: number; readonly counted: string | null }>`
    select c.changes, case when ${IS_FRESH} then k.counted end as counted
    ${statesOf(whose, terms)} order by w.no`.execute(db.kysely);
  return rows.map(({ changes, counted }) => ({
    changes,
    rows: counted === null ? null : readRows(counted),
  }));
}

/** What is kept by all of its parts has their sums, too. */
const IS_FRESH = sql.raw(`(k.changes = c.changes and w.is_kept
  and (k.basis = w.basis or (not w.has_parts and k.basis = w.basis || '${SUMS_ALONE}')))`);

/** Terms `w`, the changes `c` of the weeks that each is in, and what is kept `k`. */
const statesOf = (
  { organisationId, scope }: Whose,
  terms: readonly ReportTerm[],
): RawBuilder<unknown> => sql`
  from jsonb_to_recordset(${JSON.stringify(terms.map(toWanted))}::jsonb)
    as w (no int4, branch_id uuid, first_day int4, days int4, basis text, is_kept bool,
      has_parts bool)
  cross join lateral (
    select coalesce(sum(x.changes), 0)::int8 as changes from report_change x
    where x.organisation_id = ${organisationId} and x.branch_id = w.branch_id
      and x.period between (w.first_day + 3) / 7 and (w.first_day + w.days + 2) / 7 offset 0) c
  left join report_sum k on k.organisation_id = ${organisationId}
    and k.branch_id = w.branch_id and k.whose = ${whoseText(scope)}
    and k.days = w.days and k.first_day = w.first_day`;

const toWanted = (
  { branchId, firstDayNo, days, basis, isKept, hasParts }: ReportTerm,
  no: number,
) => ({
  ...{ no, branch_id: branchId, first_day: firstDayNo, days, basis, is_kept: isKept },
  has_parts: hasParts,
});

/** Those of some terms that are not kept, or no more as they are now; each with its changes. */
export async function findStale(
  db: ReadDb,
  whose: Whose,
  terms: readonly ReportTerm[],
): Promise<readonly { readonly term: ReportTerm; readonly changes: number }[]> {
  const { rows } = await sql<{ readonly no: number; readonly changes: number }>`
    select w.no, c.changes ${statesOf(whose, terms)} where k.counted is null or not ${IS_FRESH}
    order by w.no`.execute(db.kysely);
  return rows.flatMap(({ no, changes }) => {
    const term = terms[no];
    return term ? [{ term, changes }] : [];
  });
}

export async function keepTerms(
  db: ReadDb,
  { organisationId, scope }: Whose,
  counted: readonly CountedTerm[],
): Promise<void> {
  if (counted.length === 0) return;
  await sql`
    insert into report_sum
      (organisation_id, branch_id, whose, days, first_day, changes, basis, counted)
    select ${organisationId}, w.branch_id, ${whoseText(scope)}, w.days, w.first_day, w.changes,
      w.basis, w.counted
    from unnest(${counted.map(({ term }) => term.branchId)}::uuid[],
      ${counted.map(({ term }) => term.days)}::int4[],
      ${counted.map(({ term }) => term.firstDayNo)}::int4[],
      ${counted.map(({ changes }) => changes)}::int8[],
      ${counted.map(({ term }) => basisKept(term))}::text[],
      ${counted.map(({ rows }) => writeRows(rows))}::text[])
      as w (branch_id, days, first_day, changes, basis, counted)
    on conflict (organisation_id, branch_id, whose, days, first_day) do update
      set changes = excluded.changes, basis = excluded.basis, counted = excluded.counted`.execute(
    db.kysely,
  );
}

/** Of whom sums are: of all, of a doctor, of a service, or of a doctor's visits of a service. */
const whoseText = ({ doctorId, serviceId }: Counting['scope']): string =>
  `${doctorId ?? ''} ${serviceId ?? ''}`;

/**
 * A line for each part, with its counts without those that are none: what is shorter than 2 kB, as a
 * day of a branch is, the database does not pack. They are read by this program alone.
 */
const writeRows = (rows: readonly CountedRow[]): string =>
  rows.map(({ by, key, counts }) => `${by}|${key}|${writeCounts(counts)}`).join('\n');

function writeCounts(counts: readonly number[]): string {
  let [text, commas] = ['', ''];
  for (const count of counts) {
    if (count !== 0) {
      text += `${commas}${count}`;
      commas = '';
    }
    commas += ',';
  }
  return text;
}

const readRows = (text: string): readonly CountedRow[] =>
  text === '' ? [] : text.split('\n').map(readRow);

function readRow(line: string): CountedRow {
  const [by = '', key = '', counts = ''] = line.split('|');
  return { by, key, counts: counts.split(',').map(Number) };
}
