import { type DELEGATION_FILTERS, DELEGATIONS_SHOWN_MAX } from '../../model/choices.ts';
import type { DelegationLine } from '../../wire/desk/answers.ts';
import type { ReadDb } from '../store/handles.ts';
import { RECORD_KINDS, sqlName } from '../store/record-kinds.ts';

type Filter = (typeof DELEGATION_FILTERS)[number];

const IS_OPEN = "d.state in ('asked', 'accepted') and d.start_ms > $5";

const WHERE: Readonly<Record<Filter, string>> = {
  all: 'true',
  open: IS_OPEN,
  done: "d.state in ('done', 'returned')",
  'not-done': `d.state not in ('done', 'returned') and not (${IS_OPEN})`,
};

const COLUMNS = ['id', ...RECORD_KINDS.delegation.fields]
  .filter((field) => !['pieces', 'madeIds', 'visitIds'].includes(field))
  .map((field) => `d.${sqlName(field)} as "${field}"`)
  .join(', ');

/** Where it has not passed yet, those who would as the book stands here. */
const VISITS = `case when d.state in ('done', 'returned') then cardinality(d.visit_ids)
  else (select count(*)::int4 from appointment a
    where a.organisation_id = d.organisation_id and a.doctor_id = d.doctor_id
      and a.branch_id = d.branch_id and a.start_ms >= d.start_ms and a.start_ms < d.end_ms
      and a.status in ('booked', 'arrived', 'checked-in') and a.superseded_by is null
      and not a.unseated) end`;

const questionOf = (filter: Filter): string => `
  select ${COLUMNS}, ${VISITS} as visits
  from delegation d
  left join doctor g on g.organisation_id = d.organisation_id and g.id = d.doctor_id
  left join doctor r on r.organisation_id = d.organisation_id and r.id = d.to_doctor_id
  where d.organisation_id = $1 and d.branch_id = $2 and not d.deleted
    and ($3::uuid is null or $3 in (d.doctor_id, d.to_doctor_id))
    and ($4 = '' or position(lower($4) in lower(concat_ws(' ', g.name, r.name, d.reason,
      d.by_name, d.answered_by, d.answer_note))) > 0)
    and $5::int8 is not null and ${WHERE[filter]}
  order by d.at_ms desc, d.id desc
  limit ${DELEGATIONS_SHOWN_MAX}`;

/** Who gave time of a branch to whom and what came of it, the last first; one doctor's if said. */
export async function loadDelegations(
  { session }: ReadDb,
  organisationId: string,
  wish: {
    readonly branchId: string;
    readonly doctorId: string | null;
    readonly text: string;
    readonly filter: Filter;
    readonly nowMs: number;
  },
): Promise<readonly DelegationLine[]> {
  const { branchId, doctorId, text, filter, nowMs } = wish;
  const values = [organisationId, branchId, doctorId, text, nowMs];
  const { rows } = await session.query(questionOf(filter), values);
  return rows as readonly DelegationLine[];
}
