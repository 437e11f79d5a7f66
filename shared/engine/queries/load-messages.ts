import { present } from '../../core/assert.ts';
import type { MESSAGE_FILTERS } from '../../model/choices.ts';
import { MESSAGES_SHOWN_MAX, TO_CALL } from '../../model/choices.ts';
import type { MessageLine, MessagesShown } from '../../wire/desk/answers.ts';
import type { ReadDb } from '../store/handles.ts';
import { ofPerson } from '../store/person.ts';
import { RECORD_KINDS, sqlName } from '../store/record-kinds.ts';

type Filter = (typeof MESSAGE_FILTERS)[number];

const list = (states: readonly string[]): string => states.map((one) => `'${one}'`).join(', ');

/** Nobody is called about what has been overtaken since, or is over. */
const IS_LAST = `not exists (select from notification later
  where later.organisation_id = n.organisation_id and later.appointment_id = n.appointment_id
    and (later.at_ms, later.id) > (n.at_ms, n.id))`;

/** Nor about an offer that was answered, or is over. */
const IS_OPEN = `(n.wish_id is null or exists (select from wish w
  where w.organisation_id = n.organisation_id and w.id = n.wish_id and w.state = 'waiting'
    and w.offer ->> 'id' = n.appointment_id::text and w.offer ->> 'answer' is null
    and (w.offer ->> 'deadlineMs')::int8 > $4))`;

const WHERE: Readonly<Record<Filter, string>> = {
  all: 'true',
  'to-call': `n.state in (${list(TO_CALL)}) and n.start_ms > $4 and ${IS_LAST} and ${IS_OPEN}`,
  waiting: "n.state in ('waiting', 'sending')",
  sent: "n.state in ('sent', 'told')",
  failed: "n.state in ('failed', 'unknown')",
};

const COLUMNS = ['id', ...RECORD_KINDS.notification.fields]
  .map((field) => `n.${sqlName(field)} as "${field}"`)
  .join(', ');

/** Whom to call first: who is expected first. Of the rest, what was asked for last. */
const questionOf = (filter: Filter): string => `
  select ${COLUMNS}, ${ofPerson('name')} as "patientName",
    ${ofPerson('phone')} as "patientPhone",
    b.central_url is not null and exists (select 1 from dirty d
      where d.organisation_id = n.organisation_id and d.kind = 'notification' and d.id = n.id)
      as unsynced
  from notification n
  join book b on b.organisation_id = n.organisation_id
  left join patient p on p.organisation_id = n.organisation_id and p.id = n.patient_id
  where n.organisation_id = $1 and n.branch_id = $2 and ($3::uuid is null or n.doctor_id = $3)
    and $4::int8 is not null and ${WHERE[filter]}
  order by ${filter === 'to-call' ? 'n.start_ms, n.id' : 'n.at_ms desc, n.id desc'}
  limit ${MESSAGES_SHOWN_MAX}`;

/** What the patients of a branch are told, a message a line; of one doctor's alone if `doctorId` is said. */
export async function loadMessages(
  { session }: ReadDb,
  organisationId: string,
  wish: {
    readonly branchId: string;
    readonly doctorId: string | null;
    readonly filter: Filter;
    readonly nowMs: number;
  },
): Promise<MessagesShown> {
  const { branchId, doctorId, filter, nowMs } = wish;
  const values = [organisationId, branchId, doctorId, nowMs];
  const [lines, counted] = await Promise.all([
    session.query(questionOf(filter), values),
    session.query(COUNT, values),
  ]);
  const [counts] = counted.rows as readonly MessagesShown['counts'][];
  return {
    lines: byMessage(lines.rows as readonly Omit<MessageLine, 'also'>[]),
    counts: present(counts, 'Counting gives one row.'),
  };
}

/** A message that tells of several visits is one line, of those of them that came as far. */
function byMessage(rows: readonly Omit<MessageLine, 'also'>[]): readonly MessageLine[] {
  const messages = Map.groupBy(rows, ({ key, state }) => `${key} ${state}`);
  return [...messages.values()].flatMap((visits) => {
    const [first, ...others] = visits.toSorted((a, b) => a.startMs - b.startMs);
    const also = others.map(({ startMs, doctorId }) => ({ startMs, doctorId }));
    return first ? [{ ...first, also }] : [];
  });
}

/** How far those are whose visit is still to come. */
const COUNT = `select
    count(*) filter (where ${WHERE.waiting})::int4 as waiting,
    count(*) filter (where ${WHERE.sent})::int4 as sent,
    count(*) filter (where ${WHERE['to-call']})::int4 as "toCall"
  from notification n
  where n.organisation_id = $1 and n.branch_id = $2 and ($3::uuid is null or n.doctor_id = $3)
    and n.start_ms > $4`;
