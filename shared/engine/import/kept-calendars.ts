import type { Selectable } from 'kysely';
import { err, ok, type Result } from '../../core/result.ts';
import { KEPT_CALENDARS_MAX } from '../../wire/desk/import-choices.ts';
import type { KeptOutcome } from '../../wire/desk/kept-calendar.ts';
import type { ReadDb, WriteTx } from '../store/handles.ts';
import type { BroughtTime, KeptCalendarTable } from '../store/kept-calendar-table.ts';

/** A calendar that this computer keeps up with, as its book has it; what it brought is apart. */
export type KeptRow = Omit<Selectable<KeptCalendarTable>, 'made' | 'organisationId'>;

const SHOWN = [
  ...(['id', 'name', 'address', 'isNear', 'mapping', 'everyMin', 'paused'] as const),
  ...(['etag', 'lastModified', 'wholeDay', 'readMs', 'nextMs', 'failures'] as const),
  ...(['outcome', 'addedMs'] as const),
] as const;

/** All of them, the first that was added first; without what they brought, which is much. */
export const loadKept = (db: ReadDb, organisationId: string): Promise<readonly KeptRow[]> =>
  db.kysely
    .selectFrom('keptCalendar')
    .select(SHOWN)
    .where('organisationId', '=', organisationId)
    .orderBy('addedMs')
    .orderBy('id')
    .limit(KEPT_CALENDARS_MAX)
    .execute();

/** What one of them brought and still has; nothing if there is no such calendar. */
export async function loadBrought(
  db: ReadDb,
  organisationId: string,
  id: string,
): Promise<readonly BroughtTime[]> {
  const row = await db.kysely
    .selectFrom('keptCalendar')
    .select('made')
    .where('organisationId', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.made ?? [];
}

/** Whether a calendar may be kept as the book is now; `isKnown`: it was when it was fetched. */
export async function decideKeeping(
  tx: WriteTx,
  { id, isKnown }: { readonly id: string; readonly isKnown: boolean },
): Promise<
  Result<
    null,
    { readonly kind: 'unknown-calendar' } | { readonly kind: 'too-many-kept'; readonly max: number }
  >
> {
  const all = await loadKept(tx, tx.book.organisationId);
  if (all.some((kept) => kept.id === id)) return ok(null);
  // Whoever removed it meanwhile is not overruled by whoever still looks at it.
  if (isKnown) return err({ kind: 'unknown-calendar' });
  return all.length < KEPT_CALENDARS_MAX
    ? ok(null)
    : err({ kind: 'too-many-kept', max: KEPT_CALENDARS_MAX });
}

/** Keeps up with a calendar from now on, or with one that is kept already in another way. */
export async function keepCalendar(
  tx: WriteTx,
  kept: Pick<KeptRow, 'id' | 'name' | 'address' | 'isNear' | 'mapping' | 'everyMin'>,
): Promise<void> {
  const { id, mapping, ...rest } = kept;
  const said = { ...rest, mapping: JSON.stringify(mapping), paused: false };
  await tx.kysely
    .insertInto('keptCalendar')
    .values({
      ...{ organisationId: tx.book.organisationId, id, ...said, made: '[]' },
      ...{ nextMs: tx.nowMs, failures: 0, outcome: null, addedMs: tx.nowMs },
    })
    .onConflict((same) => same.columns(['organisationId', 'id']).doUpdateSet(said))
    .execute();
}

/** Writes down what became of an attempt to read it, and when the next one is. */
export async function noteKept(
  tx: WriteTx,
  id: string,
  changes: Partial<
    Pick<
      KeptRow,
      'etag' | 'lastModified' | 'wholeDay' | 'readMs' | 'nextMs' | 'failures' | 'paused'
    >
  > & {
    readonly outcome?: KeptOutcome | null;
    readonly made?: readonly BroughtTime[];
  },
): Promise<void> {
  const { outcome, made, ...plain } = changes;
  await tx.kysely
    .updateTable('keptCalendar')
    .set({
      ...plain,
      ...(outcome === undefined ? {} : { outcome: outcome && JSON.stringify(outcome) }),
      ...(made ? { made: JSON.stringify(made) } : {}),
    })
    .where('organisationId', '=', tx.book.organisationId)
    .where('id', '=', id)
    .execute();
}

/** Nothing is read of it any more, and nobody knows its address. */
export async function forgetKept(tx: WriteTx, id: string): Promise<void> {
  await tx.kysely
    .deleteFrom('keptCalendar')
    .where('organisationId', '=', tx.book.organisationId)
    .where('id', '=', id)
    .execute();
}

/**
 * What a calendar has brought once it was read again: what it has now, and what it could not take
 * away. What is over stays as it was, and is not its own any more.
 */
export function nextBrought(
  former: readonly BroughtTime[],
  plan: {
    readonly holds: readonly BroughtTime[];
    readonly puts: readonly {
      readonly after: { readonly id: string; readonly deleted: boolean };
    }[];
  },
  nowMs: number,
): readonly BroughtTime[] {
  const removed = new Set(
    plan.puts.filter(({ after }) => after.deleted).map(({ after }) => after.id),
  );
  const byId = new Map(former.map((time) => [time.id, time]));
  for (const id of removed) byId.delete(id);
  for (const time of plan.holds) byId.set(time.id, time);
  return [...byId.values()].filter(({ endMs }) => endMs > nowMs);
}
