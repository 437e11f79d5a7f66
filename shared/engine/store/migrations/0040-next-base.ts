/** What a record was made from that was edited while its former version was on its way to central. */
export const nextBase = `
alter table dirty add column next_base_dot text, add column next_base jsonb;`;
