const EVENTS: Readonly<Record<string, string>> = {
  insert: 'new table as new_rows',
  update: 'old table as old_rows new table as new_rows',
  delete: 'old table as old_rows',
};

/** Times off of a calendar are written in parts too, and what they make stale is told once at their end. */
export const absenceParts = Object.entries(EVENTS)
  .map(
    ([event, referencing]) => `
drop trigger time_off_report_${event} on time_off;
create trigger time_off_report_${event} after ${event} on time_off referencing ${referencing}
  for each statement when (current_setting('daybook.parts', true) is distinct from 'yes')
  execute function daybook_report_time_off();`,
  )
  .join('\n');
