/** An appointment whose session went, and that waits for another time. */
export const unseated = `
alter table appointment add column unseated boolean not null default false;`;
