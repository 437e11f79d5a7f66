import { sql } from 'kysely';
import { expect } from 'vitest';
import { loadAbsences } from '../../shared/engine/derive/load-absences.ts';
import { type Scope, scopeCondition } from '../../shared/engine/exchange/scope.ts';
import {
  DERIVED_KINDS,
  pullColumns,
  type WireKind,
} from '../../shared/engine/exchange/wire-columns.ts';
import { RECORD_KIND_NAMES, sqlName } from '../../shared/engine/store/record-kinds.ts';
import { compareClaims } from '../../shared/merge/claim.ts';
import { type Absence, settleClaims } from '../../shared/merge/settle-claims.ts';
import { RELEASED_STATUSES } from '../../shared/model/appointment.ts';
import { ORGANISATION, PATIENT, type TestEngine } from '../support/engine.ts';
import { loadScopeOf } from './check-followed.ts';
import { checkTeams, checkTold } from './check-told.ts';
import type { Ledger } from './ledger.ts';
import { DAY_MS } from './template.ts';
import { checkLockers } from './updates.ts';
import type { World } from './world.ts';

const WEEK_MS = 7 * 86_400_000;

/**
 * After everyone has heard everyone: one book, nothing lost, nothing where it should not be, the
 * time of every visit claimed, and verdicts that explain themselves.
 */
export async function checkQuiet(world: World, ledger: Ledger): Promise<void> {
  for (const { engine } of world.replicas) {
    const book = await engine.loadBook();
    const scope = await loadScopeOf(world.central.engine, book?.replica ?? '');
    if (!scope) throw new Error(`Central does not know ${book?.replica}.`);
    await checkSameBook(world.central.engine, engine, scope);
    expect(await unsentAt(engine, world.isUpdated(world.central))).toEqual([]);
  }
  await checkLockers(world, ledger);
  await checkNothingLost(world, ledger);
  await checkTyped(world, ledger);
  await checkVerdicts(world.central.engine);
  await checkTold(world.central.engine);
  await checkTeams(world.central.engine);
}

/** What a central of an older version does not know waits. */
async function unsentAt(engine: TestEngine, knowsAll: boolean) {
  const all = await engine.store.read((db) =>
    db.kysely.selectFrom('dirty').select(['kind', 'id']).execute(),
  );
  return all.filter(({ kind }) => knowsAll || kind !== 'locker');
}

/**
 * A replica has what its scope shows of central's book, in every column, and nothing else; but what
 * central refused stays there with the claim or the slots that follow from it, and the desk is told.
 */
async function checkSameBook(central: TestEngine, replica: TestEngine, scope: Scope) {
  const refused = await replica.store.read((db) =>
    db.kysely.selectFrom('refusedRow').select(['kind', 'id']).execute(),
  );
  const isRefused = (row: Row): boolean =>
    refused.some(
      ({ kind, id }) =>
        (id === row.id &&
          (kind === row.kind || (kind === 'appointment' && row.kind === 'claim'))) ||
        (kind === 'session' && row.kind === 'slot' && row.body.session_id === id),
    );
  const here = await rowsOf(replica, () => 'true');
  const there = await rowsOf(central, (kind) => scopeCondition(kind, scope));
  const rest = (rows: readonly Row[]) => rows.filter((row) => !isRefused(row));
  expect({ replica: scope.replica, rows: rest(here) }).toEqual({
    ...{ replica: scope.replica, rows: rest(there) },
  });
}

interface Row {
  readonly kind: string;
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

async function rowsOf(
  engine: TestEngine,
  condition: (kind: WireKind) => string,
): Promise<readonly Row[]> {
  const kinds = [...RECORD_KIND_NAMES, ...DERIVED_KINDS].map((kind) => {
    const columns = pullColumns(kind).map((column) => `t.${column}`);
    return `select '${kind}' as kind, t.id::text as id,
      (select to_jsonb(r) from (select ${columns.join(', ')}) as r)${kind === 'patient' ? NEWS : ''} as body
      from ${sqlName(kind)} t where ${condition(kind)}`;
  });
  const { rows } = await engine.store.read((db) =>
    sql<Row>`${sql.raw(kinds.join(' union all '))} order by kind, id`.execute(db.kysely),
  );
  return rows;
}

/** What the next version knows of a patient, wherever the program keeps it. */
const ALLERGIES = `coalesce(to_jsonb(t) ->> 'allergies', t.ext ->> 'allergies', '')`;
const NEWS = ` || jsonb_build_object('allergies', ${ALLERGIES},
  'ext', nullif(t.ext - array['allergies', 'is_vip'], '{}'))`;

/** What a host acknowledged is there, and was done once; what changed nothing is remembered alone. */
async function checkNothingLost({ central, replicas }: World, ledger: Ledger): Promise<void> {
  const known = await central.engine.store.read((db) =>
    db.kysely.selectFrom('appointment').select('id').execute(),
  );
  const ids = new Set(known.map(({ id }) => id));
  expect(ledger.booked.filter(({ id }) => !ids.has(id))).toEqual([]);
  for (const { computer, connector } of replicas) {
    const { rows } = await connector.withSession((session) =>
      session.query(
        `select intent_id as id, count(*)::int4 as times from audit
         where intent_id is not null group by intent_id
         union all select id, 1 from applied_intent where audit_no is null`,
        [],
      ),
    );
    const audited = rows as readonly { readonly id: string; readonly times: number }[];
    expect(audited.filter(({ times }) => times > 1)).toEqual([]);
    const done = new Set(audited.map(({ id }) => id));
    const own = ledger.done.filter((one) => one.computer === computer);
    expect(own.filter(({ id }) => !done.has(id))).toEqual([]);
  }
}

/**
 * What stands there in the end was typed by someone, and nobody who had read it has typed something
 * else since. Of two who had not read each other, one is kept.
 */
async function checkTyped({ central }: World, { typed }: Ledger): Promise<void> {
  const patient = await central.engine.store.read((db) =>
    db.kysely
      .selectFrom('patient as t')
      .select(['note', 'phone', sql<string>`${sql.raw(ALLERGIES)}`.as('allergies')])
      .where('id', '=', PATIENT)
      .executeTakeFirstOrThrow(),
  );
  for (const field of ['note', 'phone', 'allergies'] as const) {
    expect(typed.filter((one) => one.field === field && one.over === patient[field])).toEqual([]);
  }
}

async function checkVerdicts(central: TestEngine): Promise<void> {
  const absences = await absencesOf(central);
  const { claims, appointments } = await central.store.read(async (db) => ({
    claims: await db.kysely.selectFrom('claim').selectAll().orderBy('id').execute(),
    appointments: await db.kysely
      .selectFrom('appointment')
      .select(['id', 'doctorId', 'startMs', 'endMs', 'status', 'supersededBy'])
      .orderBy('id')
      .execute(),
  }));
  const takesTime = appointments.filter(
    ({ status, supersededBy }) => !RELEASED_STATUSES.includes(status) && supersededBy === null,
  );
  const timeOf = (one: { id: string; doctorId: string; startMs: number; endMs: number }) =>
    `${one.id} ${one.doctorId} ${one.startMs} ${one.endMs}`;
  expect(claims.map(timeOf)).toEqual(takesTime.map(timeOf));

  // By the rule, and then by what the rule is for.
  const losers = settleClaims(claims, absences);
  const stated = claims.map(({ id }) => [id, losers.get(id)?.verdict ?? 'active']);
  expect(claims.map(({ id, verdict }) => [id, verdict])).toEqual(stated);
  for (const claim of claims) {
    if (claim.verdict === 'active') continue;
    // Its session went, or the doctor did.
    const isAlone = claim.blockerId === null || absences.some(({ id }) => id === claim.blockerId);
    const blocker = claims.find(({ id }) => id === claim.blockerId);
    if (isAlone) continue;
    expect(blocker).toMatchObject({ verdict: 'active', doctorId: claim.doctorId });
    if (blocker) expect(compareClaims(blocker, claim)).toBeLessThan(0);
  }
}

async function absencesOf(central: TestEngine): Promise<readonly Absence[]> {
  return central.store.read(async (db) => {
    const doctors = await db.kysely.selectFrom('doctor').select('id').orderBy('id').execute();
    const span = { startMs: DAY_MS - WEEK_MS, endMs: DAY_MS + WEEK_MS };
    const found = await Promise.all(
      doctors.map(({ id }) => loadAbsences(db, ORGANISATION, id, span)),
    );
    return found.flat();
  });
}
