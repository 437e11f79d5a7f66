import { expect } from 'vitest';
import { decideParted } from '../../shared/domain/appointments/decide-parted.ts';
import { RELEASED_STATUSES } from '../../shared/model/appointment.ts';
import type { TestEngine } from '../support/engine.ts';

/**
 * What people at desks go by: whoever lost their time is in the inbox or somebody has seen to it,
 * nobody is in it who has a time, and no ticket of the queue was given twice.
 */
export async function checkTold(central: TestEngine): Promise<void> {
  const { claims, conflicts, tickets } = await central.store.read(async (db) => ({
    claims: await db.kysely
      .selectFrom('claim')
      .innerJoin('appointment', 'appointment.id', 'claim.id')
      .select(['claim.id', 'claim.verdict'])
      .where('appointment.status', 'not in', [...RELEASED_STATUSES])
      .orderBy('claim.id')
      .execute(),
    conflicts: await db.kysely
      .selectFrom('conflict')
      .select(['recordId', 'state'])
      .where('kind', '=', 'displaced')
      .orderBy('id')
      .execute(),
    tickets: await db.kysely
      .selectFrom('queueEntry')
      .select(['branchId', 'day', 'letter', 'number'])
      .orderBy('id')
      .execute(),
  }));
  const verdicts = new Map(claims.map(({ id, verdict }) => [id, verdict]));
  const told = new Set(conflicts.map(({ recordId }) => recordId));
  const untold = claims.filter(({ id, verdict }) => verdict === 'displaced' && !told.has(id));
  expect(untold).toEqual([]);
  const open = conflicts.filter(({ state }) => state === 'open');
  expect(open.filter(({ recordId }) => verdicts.get(recordId) !== 'displaced')).toEqual([]);
  const names = tickets.map((one) => [one.branchId, one.day, one.letter, one.number].join(' '));
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
}

/** Who assists in a visit is with it, as far as it has come, or stands without a time and is told. */
export async function checkTeams(central: TestEngine): Promise<void> {
  const rows = await central.store.read((db) =>
    db.kysely.selectFrom('appointment').selectAll().orderBy('id').execute(),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const parted = rows.filter((one) => {
    const visit = byId.get(one.assistsId ?? '');
    return visit !== undefined && decideParted(one, visit) !== null;
  });
  expect(parted).toEqual([]);
}
