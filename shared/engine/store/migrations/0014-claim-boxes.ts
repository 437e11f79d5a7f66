/**
 * Whether a claim overlaps another is asked of rectangles: a doctor's hash high, its time wide. To
 * enter a range of times into the index, and to look for another in it, costs about twice as much,
 * and was half of what it takes to bring in an appointment. Doctors whose hashes are equal are
 * told apart by their ids. Instants are whole milliseconds, so one that ends where another begins
 * ends a millisecond before it here.
 */
export const claimBoxes = `
alter table claim drop constraint claim_doctor_once;
alter table claim add constraint claim_doctor_once exclude using gist
  (box(point(start_ms, uuid_hash(doctor_id)), point(end_ms - 1, uuid_hash(doctor_id) + 0.5)) with &&,
    organisation_id with =, doctor_id with =)
  where (verdict = 'active' and not overbooked and capacity = 1)
  deferrable initially deferred;`;
