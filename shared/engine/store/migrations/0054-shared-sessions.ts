/** Working time that another doctor shares, and visits that are with either of the two. */
export const sharedSessions = `
alter table series add column shared_with uuid;
alter table session add column shared_with uuid;
alter table appointment add column with_either boolean not null default false;`;
