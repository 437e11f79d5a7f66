import { present } from '../../core/assert.ts';
import type { EndCounts } from '../../model/attendance.ts';
import type { AttendanceShown } from '../../wire/desk/attendance.ts';
import type { ReadDb } from '../store/handles.ts';
import { samePerson } from '../store/person.ts';
import { type FoundEnds, foundEnds, toEnds } from './ended-visits.ts';

/** How old what is known of other branches is: as old as the one that central heard longest ago. */
const IDS = samePerson('$1', '$2');

const FIND = `select json_build_object(${foundEnds(IDS)},
  'counts', (select json_build_object('seen', sum(a.seen), 'missed', sum(a.missed),
      'cancelled', sum(a.cancelled), 'cancelledLate', sum(a.cancelled_late))
    from attendance a join book b on b.organisation_id = $1 and b.branch_id = a.branch_id
    where a.organisation_id = $1 and a.patient_id = any (${IDS}) having count(*) > 0),
  'heardMs', (select case when bool_or(p.heard_ms is null) then null
      else least(min(p.heard_ms), max(book.last_heard_ms)) end
    from book join peer p on p.organisation_id = $1 and p.kind = 'branch' and not p.retired
      and p.branch_id is distinct from book.branch_id
    where book.organisation_id = $1)) as found`;

interface Found extends FoundEnds {
  readonly counts: EndCounts | null;
  readonly heardMs: number | null;
}

/** How a patient attended, here and, as central told it, at other branches. */
export async function loadAttendance(
  { session }: ReadDb,
  organisationId: string,
  patientId: string,
): Promise<AttendanceShown> {
  const { rows } = await session.query(FIND, [organisationId, patientId]);
  const [row] = rows as { readonly found: Found }[];
  const { counts, heardMs, ...ends } = present(row, 'One row.').found;
  return { ends: toEnds(ends), elsewhere: counts, heardMs };
}
