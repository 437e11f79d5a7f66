/** What working time is for: none is whatever the doctor does. Bookings look for what is for some alone. */
export const sessionServices = `
alter table series add column service_ids uuid[] not null default '{}';
alter table session add column service_ids uuid[] not null default '{}';
create index session_services on session (organisation_id, doctor_id, start_ms)
  where service_ids <> '{}' and not deleted;`;
