import { REFUSED_FOR } from '../store/refused-for.ts';
import { changedSince, type DeskSource, fieldColumns, SAME_ID } from './desk-source.ts';

/** Sessions, each with central's word on this version of it or of its series. */
export const sessionSource: DeskSource = {
  windowed: 'times',
  columns: `${fieldColumns('session')}, t.confirmed, ${REFUSED_FOR} as "refusedFor"`,
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
