/** A service has a picture, time kept free around it, and doctors who do it otherwise or not at all. */
export const serviceDetails = `
alter table service add column icon text, add column before_min int4 not null default 0,
  add column after_min int4 not null default 0, add column overrides jsonb not null default '[]';`;
