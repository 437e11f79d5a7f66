/** What became of the rows of a replica's last push, for when the answer that said so is lost. */
export const pushOutcomes = `
create table push_outcomes (organisation_id uuid not null, replica text not null,
  batch_id uuid not null, outcomes jsonb not null, primary key (organisation_id, replica));`;
