const TABLES = ['appointment', 'session', 'slot'] as const;

const EVENTS: Readonly<Record<string, string>> = {
  insert: 'new table as new_rows',
  update: 'old table as old_rows new table as new_rows',
  delete: 'old table as old_rows',
};

/**
 * What makes sums of reports stale is one row for a branch and four weeks, which several parts of a
 * large write must not touch (see parts.ts): it is told once at their end.
 */
export const reportParts = TABLES.flatMap((table) =>
  Object.entries(EVENTS).map(
    ([event, referencing]) => `
drop trigger ${table}_report_${event} on ${table};
create trigger ${table}_report_${event} after ${event} on ${table} referencing ${referencing}
  for each statement when (current_setting('daybook.parts', true) is distinct from 'yes')
  execute function daybook_report_${table}();`,
  ),
).join('\n');
