/** Of which wish of the waitlist a message tells that a time is offered for it. */
export const offerMessages = `
alter table notification add column wish_id uuid;`;
