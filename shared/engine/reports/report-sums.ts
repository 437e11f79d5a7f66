import { sql } from 'kysely';
import type { CountedRow } from '../../domain/reports/fold-report.ts';
import type { ReadDb } from '../store/handles.ts';
import type { CountedRange, ReportTerm } from './report-terms.ts';

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

type Whose = Pick<CountedRange, 'organisationId' | 'scope'>;

/**
 * The state of each term, in their order. Sums that are kept under a number of changes that was read
 * before anything was counted are of no earlier state of the book: a change meanwhile makes another
 * number.
 */
export async function loadTermStates(
  db: ReadDb,
  { organisationId, scope }: Whose,
  terms: readonly ReportTerm[],
): Promise<readonly TermState[]> {
  const { rows } = await sql<{ readonly changes: number; readonly counted: string | null }>`
    select coalesce(c.changes, 0) as changes,
      case when k.changes = coalesce(c.changes, 0) and k.basis = w.basis then k.counted end as counted
    from unnest(${terms.map(({ branchId }) => branchId)}::uuid[],
      ${terms.map(({ period }) => period)}::int4[], ${terms.map(({ basis }) => basis)}::text[])
      with ordinality as w (branch_id, period, basis, no)
    left join report_change c on c.organisation_id = ${organisationId}
      and c.branch_id = w.branch_id and c.period = w.period
    left join report_sum k on k.organisation_id = ${organisationId}
      and k.branch_id = w.branch_id and k.whose = ${whoseText(scope)} and k.period = w.period
    order by w.no`.execute(db.kysely);
  return rows.map(({ changes, counted }) => ({
    changes,
    rows: counted === null ? null : readRows(counted),
  }));
}

export async function keepTerms(
  db: ReadDb,
  { organisationId, scope }: Whose,
  counted: readonly CountedTerm[],
): Promise<void> {
  if (counted.length === 0) return;
  await sql`
    insert into report_sum (organisation_id, branch_id, whose, period, changes, basis, counted)
    select ${organisationId}, w.branch_id, ${whoseText(scope)}, w.period, w.changes, w.basis, w.counted
    from unnest(${counted.map(({ term }) => term.branchId)}::uuid[],
      ${counted.map(({ term }) => term.period)}::int4[],
      ${counted.map(({ changes }) => changes)}::int8[],
      ${counted.map(({ term }) => term.basis)}::text[],
      ${counted.map(({ rows }) => writeRows(rows))}::text[])
      as w (branch_id, period, changes, basis, counted)
    on conflict (organisation_id, branch_id, whose, period) do update
      set changes = excluded.changes, basis = excluded.basis, counted = excluded.counted`.execute(
    db.kysely,
  );
}

/** Of whom sums are: of all, of a doctor, of a service, or of a doctor's visits of a service. */
const whoseText = ({ doctorId, serviceId }: CountedRange['scope']): string =>
  `${doctorId ?? ''} ${serviceId ?? ''}`;

/** As lists of a part and its counts: they are read by this program alone. */
const writeRows = (rows: readonly CountedRow[]): string =>
  JSON.stringify(rows.map(({ by, key, counts }) => [by, key, ...counts]));

const readRows = (text: string): readonly CountedRow[] =>
  (JSON.parse(text) as [string, string, ...number[]][]).map(([by, key, ...counts]) => ({
    ...{ by, key, counts },
  }));
