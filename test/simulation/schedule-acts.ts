import { previewManySessions } from '../../shared/engine/queries/preview-many-sessions.ts';
import type { Alteration } from '../../shared/model/many-sessions.ts';
import { DR_DAS, DR_SEN, ORGANISATION, PARK_STREET, SALT_LAKE } from '../support/engine.ts';
import { ask, DAY, HALF_HOUR_MS, MINUTE_MS, type Person, someTime } from './person.ts';
import { DAY_MS } from './template.ts';

const AFFECTED = [null, 'shift', 'cancel', 'displace', 'shift-or-displace'] as const;
const ACCEPTS = { kinds: ['travel' as const], reason: null };

/** Does something about working time. */
export function actOnSchedule(person: Person): Promise<void> {
  const acts = [changeSession, requestSession, changeManySessions, applyTemplate];
  return person.world.seeded.pick([...acts, ...[saveTag, agreeOnHours]])(person);
}

/** Someone adds a session where another branch may have one: central has to refuse one of them. */
async function requestSession(person: Person): Promise<void> {
  const { branchId, doctorId, startMs } = someTime(person);
  await ask(person, 'create-session', {
    ...{ id: person.at.engine.newId(), branchId, doctorId },
    ...{ startMs, endMs: startMs + 4 * HALF_HOUR_MS, slotMin: 30, capacity: 1, tags: [] },
    requestOverlap: true,
    accepts: ACCEPTS,
  });
}

/** Someone who is at home in a session has it begin or end at another time, or takes it out. */
async function changeSession(person: Person): Promise<void> {
  const { at, world } = person;
  const { seeded } = world;
  const own = await at.engine.store.read((db) =>
    db.kysely
      .selectFrom('session')
      .innerJoin('book', 'book.replica', 'session.homeReplica')
      .select(['session.id', 'session.startMs', 'session.endMs'])
      .where('deleted', '=', false)
      .where('startMs', '>=', DAY_MS)
      .where('endMs', '<', DAY_MS + 48 * HALF_HOUR_MS)
      .orderBy('session.id')
      .execute(),
  );
  if (own.length === 0) return;
  const { id, startMs, endMs } = seeded.pick(own);
  const minutes = (ms: number): number =>
    Math.floor((ms - DAY_MS) / MINUTE_MS) + 30 * (seeded.below(3) - 1);
  const times = { startMin: minutes(startMs), endMin: minutes(endMs) };
  const to = { ...times, slotMin: 30, capacity: 1, tags: [], rule: null };
  await ask(person, 'change-session', {
    ...{ sessionId: id, scope: seeded.pick(['this', 'following', 'all'] as const) },
    to: seeded.chance(0.15) ? null : to,
    ...{ newSeriesId: at.engine.newId(), requestOverlap: true },
    accepts: ACCEPTS,
    affected: seeded.pick(AFFECTED),
  });
}

const AS_IT_IS: Alteration = {
  ...{ slotMin: null, capacity: null, addTags: [], removeTags: [] },
  ...{ doctorId: null, branchId: null, shiftMin: 0 },
};

/** Someone changes all sessions of the day at once, having seen what it comes to. */
async function changeManySessions(person: Person): Promise<void> {
  const { at, world } = person;
  const { seeded } = world;
  const to = seeded.pick<Alteration>([
    { ...AS_IT_IS, shiftMin: seeded.pick([-30, 30, 60]) },
    { ...AS_IT_IS, slotMin: seeded.pick([15, 30]) },
    { ...AS_IT_IS, addTags: [seeded.pick(TAGS)] },
  ]);
  const change = {
    choice: {
      ...{ doctorIds: seeded.pick([[], [DR_DAS], [DR_SEN]]), branchId: at.branchId },
      ...{ weekdays: [], tag: null, slotMin: null, fromMin: 0, untilMin: 1440 },
      ...{ firstDay: DAY, lastDay: DAY },
    },
    to: seeded.chance(0.1) ? null : to,
    ...{ newIdsFrom: at.engine.newId(), requestOverlap: true },
  };
  const affected = seeded.pick(AFFECTED);
  const shown = await at.engine.store.read((db) =>
    previewManySessions(db, ORGANISATION, change, at.clock.nowMs()),
  );
  if (!shown.ok) return;
  const { seen } = shown.value;
  await ask(person, 'change-many-sessions', { ...change, seen, affected, accepts: ACCEPTS });
}

const TAGS = ['Urgent', 'Follow-up'] as const;

/** A mark of sessions gets another meaning, or another name; or there is none yet. */
async function saveTag(person: Person): Promise<void> {
  const { at, world } = person;
  const { seeded } = world;
  const known = await at.engine.store.read((db) =>
    db.kysely.selectFrom('tag').select('id').where('deleted', '=', false).orderBy('id').execute(),
  );
  const id = known.length > 0 && seeded.chance(0.7) ? seeded.pick(known).id : at.engine.newId();
  if (seeded.chance(0.15)) await ask(person, 'remove-tag', { tagId: id });
  else {
    const mark = { hue: seeded.pick(['red', 'amber'] as const), releaseMin: null, active: true };
    await ask(person, 'save-tag', { id, ...mark, name: seeded.pick(TAGS), effect: 'none' });
  }
}

/** The pattern of an evening is written down or changed, and the day becomes one of its kind. */
async function applyTemplate(person: Person): Promise<void> {
  const { at, world } = person;
  const { seeded } = world;
  const known = await at.engine.store.read((db) =>
    db.kysely
      .selectFrom('template')
      .select(['id', 'version'])
      .where('deleted', '=', false)
      .orderBy('id')
      .execute(),
  );
  const one = known.length > 0 ? seeded.pick(known) : { id: at.engine.newId(), version: 0 };
  if (known.length === 0 || seeded.chance(0.3)) {
    const startMin = 60 * (9 + seeded.below(8));
    const hours = { day: 0, startMin, endMin: startMin + 120, slotMin: 30, capacity: 1, tags: [] };
    const template = { ...one, name: 'Evening', branchId: null };
    await ask(person, 'save-template', { ...template, lengthDays: 1, pieces: [hours] });
  }
  await ask(person, 'apply-template', {
    source: { kind: 'template', templateId: one.id },
    ...{ branchId: at.branchId ?? SALT_LAKE, doctorId: seeded.pick([DR_DAS, DR_SEN]) },
    ...{ firstDay: DAY, lastDay: DAY, rule: null, requestOverlap: true, accepts: ACCEPTS },
    way: seeded.pick(['add', 'fill', 'overwrite'] as const),
    affected: seeded.pick(AFFECTED),
  });
}

/** It is agreed with Dr. Das how long a day may be, or that anything goes. */
async function agreeOnHours(person: Person): Promise<void> {
  const dayMin = person.world.seeded.pick([null, 240, 480]);
  await ask(person, 'save-doctor', {
    ...{ id: DR_DAS, name: 'Priya Das', speciality: 'ENT', kind: 'part-time', active: true },
    branchIds: [SALT_LAKE, PARK_STREET],
    agreement: { dayMin, weekMin: null, fromDay: null, untilDay: null, places: [] },
  });
}
