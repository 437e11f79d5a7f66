import { sql } from 'kysely';
import { REPORT_MEASURES } from '../../domain/reports/report-counts.ts';
import type { ReadDb } from '../store/handles.ts';
import { sqlName } from '../store/record-kinds.ts';
import type { ReportRow } from './report-source.ts';

/** A period of a branch, with what its days and hours were reckoned by. */
export interface ReportTerm {
  readonly branchId: string;
  readonly period: number;
  /** Its clocks and closed days, as a text that is another one when they are others. */
  readonly basis: string;
}

/** How often what bears on a term has changed, and whether its sums are of since the last time. */
export interface TermState {
  readonly changes: number;
  readonly isKept: boolean;
}

/**
 * The state of each term, in their order. Sums that are kept under a number of changes that was read
 * before anything was counted are of no earlier state of the book: a change meanwhile makes another
 * number.
 */
export async function loadTermStates(
  db: ReadDb,
  organisationId: string,
  terms: readonly ReportTerm[],
): Promise<readonly TermState[]> {
  const { rows } = await sql<TermState>`
    select coalesce(c.changes, 0) as changes,
      coalesce(k.changes = coalesce(c.changes, 0) and k.basis = w.basis, false) as is_kept
    from ${termTable(terms)}
    left join report_change c on c.organisation_id = ${organisationId}
      and c.branch_id = w.branch_id and c.period = w.period
    left join report_sum k on k.organisation_id = ${organisationId}
      and k.branch_id = w.branch_id and k.period = w.period
    order by w.no`.execute(db.kysely);
  return rows;
}

const termTable = (terms: readonly ReportTerm[]) => sql`unnest(
  ${terms.map(({ branchId }) => branchId)}::uuid[], ${terms.map(({ period }) => period)}::int4[],
  ${terms.map(({ basis }) => basis)}::text[]) with ordinality as w (branch_id, period, basis, no)`;

/** `by` and `key` of a row, and what is counted of it. */
const COLUMNS = ['by', 'key', ...REPORT_MEASURES.map(sqlName)];
const COUNTS = COLUMNS.slice(2);

/** Keeps what was counted of a term. It is no part of the book, and may be counted anew at any time. */
export async function keepTerm(
  db: ReadDb,
  organisationId: string,
  { branchId, period, basis }: ReportTerm,
  { changes, rows }: { readonly changes: number; readonly rows: readonly ReportRow[] },
): Promise<void> {
  const lists = [
    sql`${rows.map(({ by }) => by)}::text[]`,
    sql`${rows.map(({ key }) => key)}::text[]`,
    ...REPORT_MEASURES.map((measure) => sql`${rows.map((row) => row[measure] ?? 0)}::int8[]`),
  ];
  await sql`
    insert into report_sum (organisation_id, branch_id, period, changes, basis,
      ${sql.raw(COLUMNS.join(', '))})
    values (${organisationId}, ${branchId}, ${period}, ${changes}, ${basis}, ${sql.join(lists)})
    on conflict (organisation_id, branch_id, period) do update set
      ${sql.raw(['changes', 'basis', ...COLUMNS].map((name) => `${name} = excluded.${name}`).join(', '))}`.execute(
    db.kysely,
  );
}

/** What is kept of terms, added up. */
export async function addUpTerms(
  db: ReadDb,
  organisationId: string,
  terms: readonly ReportTerm[],
): Promise<readonly ReportRow[]> {
  const { rows } = await sql<ReportRow>`
    select x.by, x.key, ${sql.raw(COUNTS.map((name) => `sum(x.${name})::int8 as ${name}`).join(', '))}
    from ${termTable(terms)}
    join report_sum k on k.organisation_id = ${organisationId}
      and k.branch_id = w.branch_id and k.period = w.period,
      unnest(${sql.raw(COLUMNS.map((name) => `k.${name}`).join(', '))})
        as x (${sql.raw(COLUMNS.join(', '))})
    group by x.by, x.key`.execute(db.kysely);
  return rows;
}
