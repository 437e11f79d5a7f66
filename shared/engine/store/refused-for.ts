/**
 * In SQL, of a session `t`: the branch for whose session central refused this version of it or of its
 * series, empty if it named none; null if it was not refused.
 */
export const REFUSED_FOR = `(
    select coalesce(r.blocker_branch_id::text, '') from booking_right r
    left join series x on x.organisation_id = t.organisation_id and x.id = t.series_id
    where r.organisation_id = t.organisation_id and r.id in (t.id, t.series_id)
      and r.for_dot = case when r.id = t.id then t.dot_replica || ':' || t.dot_counter
        else x.dot_replica || ':' || x.dot_counter end
      and (r.state = 'refused' or t.start_ms = any (r.refused_starts_ms))
    order by r.id = t.id desc limit 1)`;
