/**
 * Patients of an import that was taken back after others had heard of them; and how a file was read,
 * for the next one with the same headings.
 */
export const deletedPatients = `
alter table patient add column deleted boolean not null default false;
alter table import_job add column header_key text, add column mapping jsonb;`;
