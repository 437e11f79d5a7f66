import { sql } from 'kysely';
import { expect } from 'vitest';
import {
  loadScope,
  type Scope,
  scopeCondition,
  scopeNames,
} from '../../shared/engine/exchange/scope.ts';
import {
  DERIVED_KINDS,
  isDerived,
  type WireKind,
} from '../../shared/engine/exchange/wire-columns.ts';
import { KIND_PART } from '../../shared/engine/store/later-kinds.ts';
import { RECORD_KIND_NAMES, sqlName } from '../../shared/engine/store/record-kinds.ts';
import type { TestEngine } from '../support/engine.ts';
import type { World } from './world.ts';

const KINDS: readonly WireKind[] = [...RECORD_KIND_NAMES, ...DERIVED_KINDS];

/**
 * Whoever says to have followed central's feed up to a place has everything of its scope up to
 * there, in that version or one made on top of it. Those who are being given something anew are
 * left out, and those who do not know yet that they see more or less.
 */
export async function checkFollowed({ central, replicas }: World): Promise<void> {
  const centralBook = await central.engine.loadBook();
  for (const { engine, isSetBack, isCopied } of replicas) {
    const book = await engine.loadBook();
    const { mark, parts = [], catchingUp = {}, startedOver } = book?.reach ?? {};
    const isAnew = startedOver || Object.keys(catchingUp).length > 0 || isSetBack || isCopied;
    if (!book || !mark || mark.central !== centralBook?.replica || isAnew) continue;
    const scope = await loadScopeOf(central.engine, book.replica);
    if (!scope || scopeNames(scope).join() !== withoutKinds(parts).join()) continue;
    const { cursor } = book;
    const given = await versions(central.engine, (kind) => conditionOf(kind, scope, cursor));
    const here = await versions(engine, () => 'true');
    const byKey = new Map(here.map((row) => [keyOf(row), row]));
    const unsent = await unsentAt(engine);
    const missing = given
      .filter(
        ({ kind, id }) => !unsent.has(keyOf({ kind: kind === 'claim' ? 'appointment' : kind, id })),
      )
      .filter((row) => !followsFromSession(row) && !isThere(row, byKey.get(keyOf(row))))
      .map((row) => [book.replica, row, byKey.get(keyOf(row))]);
    expect(missing).toEqual([]);
  }
}

/** What a replica that sees this much was given up to a place. */
function conditionOf(kind: WireKind, scope: Scope, cursor: number): string {
  // A patient comes along with the first appointment.
  const condition = scopeCondition(kind, scope).replace(
    'a.patient_id = t.id',
    `a.patient_id = t.id and a.seq <= ${cursor}`,
  );
  return `${condition} and t.seq <= ${cursor}`;
}

/** Slots that nobody edited are derived here, and there are others where the session was changed. */
const followsFromSession = ({ kind, dot }: Row): boolean => kind === 'slot' && dot === null;

const isThere = (given: Row, here: Row | undefined): boolean =>
  here !== undefined &&
  here.claim === given.claim &&
  (given.dot === null || (here.seen?.[given.dot] ?? 0) >= given.no);

const keyOf = ({ kind, id }: Pick<Row, 'kind' | 'id'>): string => `${kind} ${id}`;

const withoutKinds = (parts: readonly string[]): readonly string[] =>
  parts.filter((part) => !part.startsWith(KIND_PART));

export async function loadScopeOf(central: TestEngine, replica: string) {
  return central.store.read(async (db) => {
    const device = await db.kysely
      .selectFrom('device')
      .selectAll()
      .where('replica', '=', replica)
      .executeTakeFirst();
    return device ? loadScope(db, device) : null;
  });
}

interface Row {
  readonly kind: string;
  readonly id: string;
  readonly dot: string | null;
  readonly no: number;
  readonly seen: Record<string, number> | null;
  /** Of a claim, what does not depend on others. */
  readonly claim: string;
}

const CLAIM = `concat_ws(' ', t.start_ms, t.end_ms, t.rank, t.priority, t.with_right, t.endorsed)`;

async function versions(
  engine: TestEngine,
  condition: (kind: WireKind) => string,
): Promise<readonly Row[]> {
  const kinds = KINDS.map((kind) => {
    const version = isDerived(kind)
      ? 'null as dot, 0 as no, null as seen'
      : 't.dot_replica as dot, t.dot_counter as no, t.vector as seen';
    return `select '${kind}' as kind, t.id::text as id, ${version},
      ${kind === 'claim' ? CLAIM : `''`} as claim
      from ${sqlName(kind)} t where ${condition(kind)}`;
  });
  const { rows } = await engine.store.read((db) =>
    sql<Row>`${sql.raw(kinds.join(' union all '))}`.execute(db.kysely),
  );
  return rows;
}

async function unsentAt(engine: TestEngine): Promise<ReadonlySet<string>> {
  const rows = await engine.store.read((db) =>
    db.kysely.selectFrom('dirty').select(['kind', 'id']).execute(),
  );
  return new Set(rows.map(keyOf));
}
