import { sql } from 'kysely';
import type { ReportName } from '../../model/report.ts';
import type { ReadDb } from '../store/handles.ts';

/** What doctors and services are called, also those who are there no more. */
export async function loadReportNames(
  db: ReadDb,
  organisationId: string,
  ids: readonly string[],
): Promise<Readonly<Record<string, ReportName>>> {
  const { rows } = await sql<ReportName & { readonly id: string }>`
    select id, name, not active as is_former from doctor
    where organisation_id = ${organisationId} and id = any (${[...ids]}::uuid[])
    union all
    select id, name, not active from service
    where organisation_id = ${organisationId} and id = any (${[...ids]}::uuid[])`.execute(
    db.kysely,
  );
  return Object.fromEntries(rows.map(({ id, name, isFormer }) => [id, { name, isFormer }]));
}
