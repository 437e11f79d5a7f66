import { sql } from 'kysely';
import { assert } from '../../core/assert.ts';
import { MAY_BE_TOLD, type Notification } from '../../model/notification.ts';
import { wallToDay } from '../../time/day.ts';
import { loadPersons } from '../queries/load-persons.ts';
import { loadRecords } from '../queries/load-record.ts';
import type { ReadDb, WriteTx } from '../store/handles.ts';
import { isHealing } from '../store/is-healing.ts';
import type { Store } from '../store/open-store.ts';
import { aboutVisit, asMessages, noticeId, notificationOf } from './notification-of.ts';
import { SEND } from './send-cause.ts';
import { withdrawUnsent } from './withdraw-unsent.ts';

/** Visits looked after in one transaction; more come with the next look. */
const AT_ONCE = 200;
const DAY_MS = 86_400_000;

const told = MAY_BE_TOLD.map((state) => `'${state}'`).join(', ');

/** What an absence did to a visit, and its patient is to be told of. */
interface Due {
  readonly appointmentId: string;
  /** The intent by which the doctor went away, or is back. */
  readonly causeId: string;
  readonly sentence: string | null;
  /** The time was lost; it is there again and they know of the loss; or it is, and they do not. */
  readonly what: 'lost' | 'back' | 'never-told';
}

/**
 * Visits that lost their time to an absence whose maker wanted patients told, or have it again, and of
 * which that is not what was told last: the maker tells of those it knows by itself.
 */
const findDue = (organisationId: string, nowMs: number) => sql<Due>`
  with absence as (
    select id, intent, sentence, deleted from time_off
      where organisation_id = ${organisationId} and tells and end_ms > ${nowMs}::int8
    union all select id, intent, sentence, deleted from closure
      where organisation_id = ${organisationId} and tells
        and day >= ${wallToDay(nowMs - 2 * DAY_MS)})
  select a.id as "appointmentId", coalesce(t.intent, t.id) as "causeId", t.sentence,
    case when not t.deleted then 'lost' when last.state in (${sql.raw(told)}) then 'back'
      else 'never-told' end as what
  from absence t
  join conflict c on c.organisation_id = ${organisationId} and c.blocker_id = t.id
    and c.kind = 'displaced' and c.state in ('open', 'settled-itself')
  join appointment a on a.organisation_id = c.organisation_id and a.id = c.record_id
    and a.status = 'booked' and a.superseded_by is null and a.assists_id is null
    and a.start_ms > ${nowMs}::int8
  join claim l on l.organisation_id = a.organisation_id and l.id = a.id
  join messaging m on m.organisation_id = a.organisation_id and m.branch_id = a.branch_id
    and m.asks ->> 'displaced' <> 'off'
  left join lateral (select n.kind = 'displaced' and n.start_ms = a.start_ms as is_loss, n.state
    from notification n where n.organisation_id = a.organisation_id and n.appointment_id = a.id
      and n.kind <> 'reminder' and n.state <> 'withdrawn'
    order by n.at_ms desc, n.id desc limit 1) last on true
  where case when t.deleted then c.state = 'settled-itself' and l.verdict = 'active' and last.is_loss
    else c.state = 'open' and l.verdict = 'displaced' and last.is_loss is not true end
  order by a.start_ms, a.id limit ${AT_ONCE}`;

const loadDue = async (db: ReadDb, organisationId: string, nowMs: number) =>
  (await findDue(organisationId, nowMs).execute(db.kysely)).rows;

/**
 * Writes what patients are to be told of absences that were entered where their visits are not known:
 * at another branch, or before they were booked. At central, so that it is done once, and for a branch
 * that is switched off too. Says whether there may be more.
 */
export async function noteAbsences(
  store: Store,
  organisationId: string,
  nowMs: number,
): Promise<boolean> {
  // Looked at without the organisation's lock first: most looks find nobody.
  const due = await store.read((db) => loadDue(db, organisationId, nowMs));
  if (due.length === 0) return false;
  return store.write(organisationId, { ...SEND, intentKind: 'tell-of-absence' }, async (tx) => {
    if (await isHealing(tx)) return false;
    const all = await loadDue(tx, organisationId, nowMs);
    const overtaken = all.filter(({ what }) => what !== 'lost');
    await withdrawUnsent(
      tx,
      overtaken.map(({ appointmentId }) => appointmentId),
    );
    const toTell = all.filter(({ what }) => what !== 'never-told');
    for (const [causeId, some] of Map.groupBy(toTell, (one) => one.causeId)) {
      await putAll(tx, causeId, some);
    }
    return all.length >= AT_ONCE;
  });
}

async function putAll(tx: WriteTx, causeId: string, due: readonly Due[]): Promise<void> {
  const { organisationId } = tx.book;
  const ids = due.map(({ appointmentId }) => appointmentId);
  const visits = new Map(
    (await loadRecords(tx, organisationId, 'appointment', ids)).map((one) => [one.id, one]),
  );
  const patientIds = [...visits.values()].map(({ patientId }) => patientId);
  const patients = await loadPersons(tx, organisationId, patientIds);
  const notices = due.map(({ appointmentId, sentence, what }): Notification => {
    const visit = visits.get(appointmentId);
    assert(visit !== undefined, 'It was found a moment ago.');
    const kind = what === 'lost' ? ('displaced' as const) : ('booked' as const);
    const id = noticeId(causeId, { appointmentId, kind }, () => '');
    // What was said of the loss is not said of the time that is there again.
    const extra = what === 'lost' ? sentence : null;
    const patient = patients.get(visit.patientId) ?? null;
    return notificationOf(aboutVisit(visit), patient, {
      ...{ id, key: id, kind, atMs: tx.nowMs, extra },
    });
  });
  const stored = new Map(
    (
      await loadRecords(
        tx,
        organisationId,
        'notification',
        notices.map(({ id }) => id),
      )
    ).map((one) => [one.id, one]),
  );
  for (const one of asMessages(causeId, notices)) {
    const before = stored.get(one.id) ?? null;
    // It was withdrawn while the time seemed to be there again, and was never sent.
    if (before === null || before.state === 'withdrawn') tx.put('notification', one, before);
  }
}
