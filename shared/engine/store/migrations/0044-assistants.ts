/** A doctor's time in the visit of another: a row of its own, with a claim of its own. */
export const assistants = `
alter table appointment add column assists_id uuid;
create index appointment_assists on appointment (organisation_id, assists_id)
  where assists_id is not null;`;
