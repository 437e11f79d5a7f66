/** Each step of a visit, with when it was and who said so. */
export const visitSteps = `
alter table appointment add column steps text[] not null default '{}';`;
