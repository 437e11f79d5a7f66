/** Visits that were booked together know each other. */
export const courses = `
alter table appointment add column course_id uuid;
create index appointment_course on appointment (organisation_id, course_id)
  where course_id is not null;`;
