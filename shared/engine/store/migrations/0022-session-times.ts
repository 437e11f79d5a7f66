/**
 * The index of sessions by their time is no good for finding one by its id. Where a table was not
 * analysed yet, PostgreSQL took it for that all the same, again and again within a statement that
 * writes sessions; and a GiST index of one page notes which of its entries are dead by their place
 * in that page, keeps the note when it is gone through again, and strikes what lies at those places
 * in the page that a split has made meanwhile (`gistgettuple` never tells the root's number to
 * `gistkillitems`): live sessions were no longer found by it. To be made anew also mends it.
 */
export const sessionTimes = `
drop index session_doctor_during;
create index session_doctor_during on session using gist (doctor_id, during);`;
