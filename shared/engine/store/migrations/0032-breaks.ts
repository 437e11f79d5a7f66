/** Stretches of working time in which nobody is booked. */
export const breaks = `
alter table series add column breaks jsonb not null default '[]';
alter table session add column breaks jsonb not null default '[]';`;
