/**
 * Claims and appointments are found by when they begin, in B-trees: none lasts longer than a day, so
 * those that reach into a time began within the day before it. To enter a row into an index of
 * ranges costs several times as much; and nobody asks for a branch's or a doctor's appointments
 * but by the time.
 */
export const visitTimes = `
alter table appointment add constraint appointment_within_a_day
  check (end_ms - start_ms <= 86400000);
alter table claim add constraint claim_within_a_day check (end_ms - start_ms <= 86400000);
drop index appointment_during;
drop index appointment_branch_start;
drop index appointment_doctor_start;
drop index claim_doctor_during;
create index appointment_start on appointment (organisation_id, start_ms);
create index claim_doctor_start on claim (doctor_id, start_ms);`;
