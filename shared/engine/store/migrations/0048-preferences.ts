/** What a patient said of when, where and with whom they like to come. */
export const preferences = `
alter table patient add column prefers jsonb;`;
