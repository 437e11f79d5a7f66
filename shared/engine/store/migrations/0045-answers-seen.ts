/** Whether whoever offered time has seen what came of it; of earlier offers nobody is told anew. */
export const answersSeen = `
alter table delegation add column answer_seen boolean not null default true;`;
