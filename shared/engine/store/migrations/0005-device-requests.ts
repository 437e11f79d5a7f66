/**
 * A device may change its key. The names of its latest requests are kept so that none is taken
 * twice; a crash may forget them, and no commit waits for them to reach the disk.
 */
export const deviceRequests = `
alter table device add column next_public_key text;
create unlogged table seen_request (replica text not null, nonce text not null,
  sent_at_ms int8 not null, primary key (replica, nonce));
create index seen_request_sent on seen_request (sent_at_ms);`;
