/** A branch says for how many minutes a time is held for whoever books it. */
export const holdLengths = `
alter table branch add column hold_min int4 not null default 5;`;
