/**
 * Whose name begins like this, in order: the first letters of a name fit so many people that reading
 * all of them is the quicker plan, and that takes as long as a book is large.
 */
export const beginnings = `
create index patient_beginning on patient (organisation_id, search collate "C");`;
