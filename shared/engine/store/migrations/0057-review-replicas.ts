/** Computers at which the books of several branches are looked at, and which branches those are. */
export const reviewReplicas = ['book', 'device', 'enrolment_code']
  .map((table) => `alter table ${table} add column branch_ids uuid[] not null default '{}';`)
  .join('\n');
