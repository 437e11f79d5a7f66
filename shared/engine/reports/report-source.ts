import { type RawBuilder, sql } from 'kysely';
import type { ReportSpan } from '../../domain/reports/report-spans.ts';
import type { ReportCounts } from '../../model/report.ts';

/** A span of one of the terms that are counted in one breath. */
export interface TermSpan extends ReportSpan {
  /** Whose it is: what is counted of terms is told apart by their numbers. */
  readonly term: number;
}

/** What is counted: stretches of branches' days, of one doctor or service or of all. */
export interface ReportSource {
  readonly organisationId: string;
  /** Those of one term are of one branch. */
  readonly spans: readonly TermSpan[];
  readonly doctorId: string | null;
  readonly serviceId: string | null;
  readonly nowMs: number;
  /** By its parts unless it says otherwise. */
  readonly detail?: ReportDetail;
}

/**
 * What is counted of each term: its sums with what they spread over, or those by all of its parts, or
 * each hour of the week of each doctor, too.
 */
export type ReportDetail = 'sums' | 'parts' | 'doctor-hours';

/**
 * By what the counts of a row are told apart. A cell is an hour of a weekday; `all` has what is of no
 * hour.
 */
export type CountedBy =
  | 'all'
  | 'day'
  | 'doctor'
  | 'service'
  | 'cell'
  | 'wait'
  | 'lead'
  | 'doctor-hour';

/** What was counted of one part of a term. */
export interface ReportRow extends Partial<ReportCounts> {
  readonly term: number;
  readonly by: CountedBy;
  readonly key: string;
}

/**
 * Spans as a table, in SQL. They go as one text: a list would have the statement planned
 * anew for each number of spans, which takes longer than counting a quiet month.
 */
export const spanTable = (
  spans: readonly TermSpan[],
  name: 'span' | 'stretch' = 'span',
): RawBuilder<unknown> => sql`
  ${sql.raw(name)} (term, branch_id, start_ms, end_ms, offset_ms) as materialized (
    select x.t, x.b, x.s, x.e, x.o from jsonb_to_recordset(${JSON.stringify(
      spans.map(({ term: t, branchId: b, startMs: s, endMs: e, offsetMs: o }) => ({
        t,
        b,
        s,
        e,
        o,
      })),
    )}::jsonb) as x (t int4, b uuid, s int8, e int8, o int8))`;

/**
 * Rows of a table that begin in a span `s`, each span looked up by itself: a plan that is made for
 * spans of any size would read the whole table.
 */
export const inSpan = (
  table: 'appointment' | 'session',
  organisationId: string,
  more: {
    readonly beforeMs?: number;
    readonly afterMs?: number;
    /** Whose they are; null or none: anybody's. */
    readonly doctorId?: string | null;
    /** Which of them, as conditions on `r`; without it all. */
    readonly which?: RawBuilder<unknown>;
  } = {},
): RawBuilder<unknown> => sql`lateral (
  select r.* from ${sql.table(table)} r where r.organisation_id = ${organisationId}
    and r.branch_id = s.branch_id and r.start_ms >= s.start_ms - ${sql.lit(more.beforeMs ?? 0)}
    and r.start_ms < s.end_ms + ${sql.lit(more.afterMs ?? 0)}
    ${more.doctorId ? sql`and r.doctor_id = ${more.doctorId}` : sql``}
    ${more.which ? sql`and ${more.which}` : sql``} offset 0)`;

const HOUR_MS = 3_600_000;

/** Of local milliseconds, in SQL: the hour since 1970. */
export const hourNoOf = (local: string): RawBuilder<unknown> =>
  sql.raw(`((${local}) / ${HOUR_MS})::int4`);
/** Of an hour since 1970, in SQL: the day since 1970, its weekday (ISO 8601), the hour of the day. */
export const placeOf = (hourNo: string): RawBuilder<unknown> =>
  sql.raw(`${hourNo} / 24 as day, (${hourNo} / 24 + 3) % 7 + 1 as weekday, ${hourNo} % 24 as hour`);

/** How much of the time between two local instants lies in an hour since 1970. */
export const shareOfHour = (from: string, until: string, hour: string): RawBuilder<unknown> =>
  sql.raw(`(least(${until}, (${hour} + 1) * ${HOUR_MS}::int8)
    - greatest(${from}, ${hour} * ${HOUR_MS}::int8))`);

/** What rows are told apart by; `hour` is that of a weekday. */
type PartColumn = 'doctor_id' | 'service_id' | 'day' | 'hour';
const BY: Readonly<Record<PartColumn, CountedBy>> = {
  ...{ doctor_id: 'doctor', service_id: 'service', day: 'day', hour: 'cell' },
};

/** A row's `term`, `by` and `key`, and the grouping by each of the columns by itself they are of. */
export interface Parts {
  readonly termByAndKey: RawBuilder<unknown>;
  readonly grouped: RawBuilder<unknown>;
}

export function partsBy(
  columns: readonly PartColumn[],
  { detail }: Pick<ReportSource, 'detail'>,
): Parts {
  if (detail === 'sums') {
    return { termByAndKey: sql`term, 'all' as by, '' as key`, grouped: sql`group by term` };
  }
  const parts = columns.map((column) => ({
    ...{ by: BY[column], is: `grouping(${column}) = 0` },
    key: column === 'hour' ? '(weekday * 24 + hour)::text' : `${column}::text`,
    set: column === 'hour' ? 'term, weekday, hour' : `term, ${column}`,
  }));
  const ofHour = {
    ...{ by: 'doctor-hour', is: 'grouping(doctor_id, weekday) = 0' },
    ...{ key: `doctor_id || ' ' || weekday || ' ' || hour`, set: 'term, doctor_id, weekday, hour' },
  };
  const all = detail === 'doctor-hours' && columns.includes('hour') ? [ofHour, ...parts] : parts;
  const caseOf = (what: 'by' | 'key'): string =>
    `case ${all.map((one) => `when ${one.is} then ${what === 'by' ? `'${one.by}'` : one.key}`).join(' ')} end`;
  return {
    termByAndKey: sql.raw(`term, ${caseOf('by')} as by, coalesce(${caseOf('key')}, '') as key`),
    grouped: sql.raw(`group by grouping sets (${all.map(({ set }) => `(${set})`).join(', ')})`),
  };
}
