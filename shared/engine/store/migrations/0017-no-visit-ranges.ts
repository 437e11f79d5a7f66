/**
 * No index is on the range of an appointment's or a claim's time any more, and to work it out for
 * each row that is written took a quarter of what writing it takes.
 */
export const noVisitRanges = `
alter table appointment drop column during;
alter table claim drop column during;`;
