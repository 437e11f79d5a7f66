import { type RawBuilder, sql } from 'kysely';
import type { ReportSpan } from '../../domain/reports/report-spans.ts';
import type { ReportCounts } from '../../model/report.ts';

/** What is counted: stretches of branches' days, of one doctor or service or of all. */
export interface ReportSource {
  readonly organisationId: string;
  readonly spans: readonly ReportSpan[];
  readonly doctorId: string | null;
  readonly serviceId: string | null;
  readonly nowMs: number;
  /** Counts each hour of the week of each doctor at each branch, too. */
  readonly countsDoctorHours?: boolean;
}

/** By what the counts of a row are told apart. */
export type ReportBy =
  | 'all'
  | 'day'
  | 'doctor'
  | 'service'
  | 'branch'
  | 'weekday'
  | 'hour'
  | 'cell'
  | 'wait'
  | 'lead'
  | 'doctor-hour';

/** What was counted of one part. */
export interface ReportRow extends Partial<ReportCounts> {
  readonly by: ReportBy;
  readonly key: string;
}

/** The spans as a table `span`, in SQL. */
export const spanTable = (spans: readonly ReportSpan[]): RawBuilder<unknown> => sql`
  span (branch_id, start_ms, end_ms, offset_ms) as materialized (select * from unnest(
    ${spans.map(({ branchId }) => branchId)}::uuid[], ${spans.map(({ startMs }) => startMs)}::int8[],
    ${spans.map(({ endMs }) => endMs)}::int8[], ${spans.map(({ offsetMs }) => offsetMs)}::int8[]))`;

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
  } = {},
): RawBuilder<unknown> => sql`lateral (
  select r.* from ${sql.table(table)} r where r.organisation_id = ${organisationId}
    and r.branch_id = s.branch_id and r.start_ms >= s.start_ms - ${sql.lit(more.beforeMs ?? 0)}
    and r.start_ms < s.end_ms + ${sql.lit(more.afterMs ?? 0)}
    ${more.doctorId ? sql`and r.doctor_id = ${more.doctorId}` : sql``} offset 0)`;

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Of local milliseconds, in SQL: the day since 1970, its weekday, the hour since 1970, that of the day. */
export const dayOf = (local: string): RawBuilder<unknown> =>
  sql.raw(`((${local}) / ${DAY_MS})::int4`);
export const weekdayOf = (day: string): RawBuilder<unknown> => sql.raw(`((${day} + 3) % 7 + 1)`);
export const hourNoOf = (local: string): RawBuilder<unknown> =>
  sql.raw(`((${local}) / ${HOUR_MS})::int4`);
export const hourOf = (local: string): RawBuilder<unknown> =>
  sql.raw(`((${local}) % ${DAY_MS} / ${HOUR_MS})::int4`);

/** How much of the time between two local instants lies in an hour since 1970. */
export const shareOfHour = (from: string, until: string, hour: string): RawBuilder<unknown> =>
  sql.raw(`(least(${until}, (${hour} + 1) * ${HOUR_MS}::int8)
    - greatest(${from}, ${hour} * ${HOUR_MS}::int8))`);

/** A row's `by` and `key` from the columns it is grouped by. */
export const byAndKey = sql.raw(`
  case when grouping(branch_id, doctor_id, weekday, hour) = 0 then 'doctor-hour'
    when grouping(branch_id) = 0 then 'branch' when grouping(doctor_id) = 0 then 'doctor'
    when grouping(service_id) = 0 then 'service' when grouping(day) = 0 then 'day'
    when grouping(weekday, hour) = 0 then 'cell' when grouping(weekday) = 0 then 'weekday'
    when grouping(hour) = 0 then 'hour' else 'all' end as by,
  coalesce(case when grouping(branch_id, doctor_id, weekday, hour) = 0
      then branch_id || ' ' || doctor_id || ' ' || weekday || ' ' || hour end, branch_id::text, doctor_id::text, service_id::text, day::text,
    case when grouping(weekday, hour) = 0 then (weekday * 24 + hour)::text end,
    weekday::text, hour::text, '') as key`);

const SETS = `(), (branch_id), (doctor_id), (service_id), (day), (weekday), (hour), (weekday, hour)`;

/** Grouped by the columns that `byAndKey` reads, each by itself. */
export const grouped = ({ countsDoctorHours }: ReportSource): RawBuilder<unknown> =>
  sql.raw(
    `grouping sets (${SETS}${countsDoctorHours ? ', (branch_id, doctor_id, weekday, hour)' : ''})`,
  );
