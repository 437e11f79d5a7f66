import { changedSince, type DeskSource, fieldColumns, SAME_ID } from './desk-source.ts';

/** What patients are told of the appointments of the days that are shown. */
export const messageSource: DeskSource = {
  windowed: 'visits',
  columns: `${fieldColumns('notification')}, b.central_url is not null and exists (
    select 1 from dirty d where d.organisation_id = t.organisation_id
      and d.kind = 'notification' and d.id = t.id) as unsynced`,
  from: 'notification t join book b on b.organisation_id = t.organisation_id',
  visible: 'true',
  changedBy: {
    notification: changedSince('notification'),
    acknowledged: `select t.id from acknowledged a
      join notification t on t.organisation_id = a.organisation_id
        and t.seq between a.first_seq and a.last_seq
      where a.organisation_id = $1 and a.seq > $2`,
  },
  shownIn: { notification: SAME_ID },
  toRow: (row) => row,
};
