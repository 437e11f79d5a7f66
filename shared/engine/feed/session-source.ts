import { changedSince, type DeskSource, fieldColumns, SAME_ID } from './desk-source.ts';

/** Sessions, each with central's word on this version of it or of its series. */
export const sessionSource: DeskSource = {
  windowed: 'times',
  columns: `${fieldColumns('session')}, t.confirmed, (
    select coalesce(r.blocker_branch_id::text, '') from booking_right r
    left join series x on x.organisation_id = t.organisation_id and x.id = t.series_id
    where r.organisation_id = t.organisation_id and r.id in (t.id, t.series_id)
      and r.for_dot = case when r.id = t.id then t.dot_replica || ':' || t.dot_counter
        else x.dot_replica || ':' || x.dot_counter end
      and (r.state = 'refused' or t.start_ms = any (r.refused_starts_ms))
    order by r.id = t.id desc limit 1) as "refusedFor"`,
  from: 'session t',
  visible: 'not t.deleted',
  changedBy: {
    session: changedSince('session'),
    bookingRight: `select s.id from booking_right r join session s
      on s.organisation_id = r.organisation_id and r.id in (s.id, s.series_id)
      where r.organisation_id = $1 and r.seq > $2`,
  },
  shownIn: { session: SAME_ID },
  toRow: (row) => row,
};
