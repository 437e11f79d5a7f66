/** In which language a branch's new patients are written to. */
export const branchLanguages = `
alter table messaging add column language text not null default 'en';`;
