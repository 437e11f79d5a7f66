/** When a branch's patients are not disturbed, and how long before a visit they are reminded of it. */
export const reminders = `
alter table messaging add column quiet_from_min int4, add column quiet_until_min int4,
  add column reminder_hours int4;`;
