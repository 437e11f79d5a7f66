/**
 * New names wait in a list that every search of patients reads through until it is worked in, which
 * nothing does but a large list or a VACUUM: after an import each letter typed read 260 pages of it.
 * In kilobytes.
 */
export const shortPendingList = `
alter index patient_search set (gin_pending_list_limit = 64);
select gin_clean_pending_list('patient_search'::regclass);`;
