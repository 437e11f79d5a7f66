/**
 * What central has is no longer unsent, which a desk shows. A stretch of the feed is noted once, so
 * that thousands of appointments are not written again to say so. A frame is kept as it is: it is
 * read back only after an answer was lost, and to compress it took longer than all else.
 */
export const acknowledged = `
create table acknowledged (organisation_id uuid not null, seq int8 not null,
  first_seq int8 not null, last_seq int8 not null, primary key (organisation_id, seq));
alter table push_batch alter column bytes set storage external;`;
