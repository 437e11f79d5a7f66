import { sql } from 'kysely';
import { expect } from 'vitest';
import type { BookTable } from '../../shared/engine/store/tables.ts';
import { checkAudit } from '../../shared/engine/trail/check-audit.ts';
import { RELEASED_STATUSES } from '../../shared/model/appointment.ts';
import { isFirm } from '../../shared/model/claim.ts';
import { DR_DAS, type TestEngine } from '../support/engine.ts';
import type { ReplicaHost } from './replica-host.ts';
import type { World } from './world.ts';

/** Where each computer was in central's feed when it was last looked at. */
export type Places = Map<string, { readonly central: string; readonly cursor: number }>;

/** What holds after every step, whatever is on its way. */
export async function checkEachStep(world: World, places: Places): Promise<void> {
  expect(world.errors).toEqual([]);
  const central = await lookAt(world.central.engine);
  expect(central.overlaps).toEqual([]);
  for (const { computer, engine, isSetBack } of world.replicas) {
    const { cursor, reach, overlaps } = await lookAt(engine);
    expect(overlaps).toEqual([]);
    const mark = reach?.mark;
    if (!mark || isSetBack) {
      places.delete(computer);
      continue;
    }
    const known = places.get(computer);
    const goesOn = known?.central === mark.central && !reach.startedOver;
    if (goesOn && known) expect(cursor).toBeGreaterThanOrEqual(known.cursor);
    if (mark.central === central.replica) expect(cursor).toBeLessThanOrEqual(central.seq);
    places.set(computer, { central: mark.central, cursor });
  }
}

type Look = Pick<BookTable, 'replica' | 'seq' | 'cursor' | 'reach'> & {
  readonly overlaps: readonly string[];
};

/** Where a database is, and what its constraints have to keep, without asking them. */
async function lookAt(engine: TestEngine): Promise<Look> {
  const { rows } = await engine.store.read((db) =>
    sql<Look>`select replica, seq, cursor, reach, array(
      select 'claims ' || a.id || ' ' || b.id from claim a
      join claim b on b.doctor_id = a.doctor_id and b.id > a.id
        and b.start_ms < a.end_ms and a.start_ms < b.end_ms
      where a.verdict = 'active' and not a.overbooked and a.capacity = 1
        and b.verdict = 'active' and not b.overbooked and b.capacity = 1
      union all
      select 'sessions ' || a.id || ' ' || b.id from session a
      join session b on b.doctor_id = a.doctor_id and b.id > a.id
        and b.start_ms < a.end_ms and a.start_ms < b.end_ms
      where a.confirmed and b.confirmed and not a.deleted and not b.deleted) as overlaps
    from book`.execute(db.kysely),
  );
  const [look] = rows;
  if (!look) throw new Error('There is a book.');
  return look;
}

/** The audit trail of every database. */
export async function checkAudits({ central, replicas }: World): Promise<void> {
  for (const { connector } of [central, ...replicas]) {
    const wrong = await connector.withSession((session) =>
      checkAudit((text) => session.query(text, [])),
    );
    expect(wrong).toEqual([]);
  }
}

const claimsOf = (engine: TestEngine) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('claim')
      .select(['id', 'doctorId', 'startMs', 'endMs', 'verdict', 'withRight', 'endorsed'])
      .orderBy('id')
      .execute(),
  );

const appointmentsOf = (engine: TestEngine) =>
  engine.store.read((db) =>
    db.kysely
      .selectFrom('appointment')
      .select(['id', 'startMs', 'doctorId', 'status', 'supersededBy'])
      .execute(),
  );

/**
 * The promise that holds at every moment, whatever is still on its way: what one replica shows as
 * firm never overlaps what another shows as firm, and all of it together is never more than the
 * `limit` of a day. Appointments that someone has moved or cancelled, but not all have heard of it,
 * are left out: there a person has decided, not the merge. A branch that has no appointment to show
 * may still have its former time, as a claim.
 */
export async function checkPromises(world: World, limit: number | null): Promise<void> {
  const copies = new Map<string, Set<string>>();
  const note = (id: string, copy: string): void => {
    copies.set(id, (copies.get(id) ?? new Set()).add(copy));
  };
  const firm: (Awaited<ReturnType<typeof claimsOf>>[number] & { at: string })[] = [];
  for (const host of [world.central, ...world.replicas]) {
    for (const one of await appointmentsOf(host.engine)) {
      const { id, startMs, doctorId, status, supersededBy } = one;
      const isOver = RELEASED_STATUSES.includes(status) || supersededBy !== null;
      note(id, isOver ? 'released' : `${startMs} ${doctorId}`);
    }
    for (const claim of await claimsOf(host.engine)) {
      note(claim.id, `${claim.startMs} ${claim.doctorId}`);
      if (isFirm(claim) && !isDeceived(host)) firm.push({ ...claim, at: nameOf(host) });
    }
  }
  const standing = firm.filter(({ id }) => copies.get(id)?.size === 1);
  const broken = standing.flatMap((a) =>
    standing
      .filter((b) => a.id < b.id && a.doctorId === b.doctorId)
      .filter((b) => a.startMs < b.endMs && b.startMs < a.endMs)
      .map((b) => `${a.at} promised ${a.id} and ${b.at} promised ${b.id}`),
  );
  expect(broken).toEqual([]);
  if (limit === null) return;
  const ofDoctor = standing.filter(({ doctorId }) => doctorId === DR_DAS).map(({ id }) => id);
  expect(new Set(ofDoctor).size).toBeLessThanOrEqual(limit);
}

const nameOf = (host: object): string => ('computer' in host ? String(host.computer) : 'central');

/** Who does not know that its disk is an old one, or a copy, promises what it does not have. */
const isDeceived = (host: Partial<ReplicaHost>): boolean =>
  host.isSetBack === true || host.isCopied === true;
