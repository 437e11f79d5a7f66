/** What the events of a calendar became, so that the next one of its kind finds them, and undo too. */
export const calendarImports = `
alter table import_job add column made jsonb;`;
