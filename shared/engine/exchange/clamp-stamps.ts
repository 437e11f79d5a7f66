import { sql } from 'kysely';
import { hlcAt } from '../../merge/hlc.ts';
import type { WriteTx } from '../store/handles.ts';
import type { RecordKind } from '../store/kind-info.ts';
import { stageName } from './stage.ts';

/** More than honest clocks differ, time zones set wrong included. */
const AHEAD_MS = 86_400_000;

/**
 * A stamp from years ahead would win every merge from then on, and drag along the stamps of all who
 * read it, to where there are none left. Its row is merged as of a day from now, and stands as of
 * now. Returns the ids of such rows: what becomes of one is another version than its sender has.
 */
export async function clampStamps(tx: WriteTx, kind: RecordKind): Promise<ReadonlySet<string>> {
  const latest = hlcAt(tx.nowMs + AHEAD_MS);
  const { rows } = await sql<{ id: string }>`
    update ${sql.raw(stageName(kind))} set hlc = ${latest} where hlc > ${latest}
    returning id`.execute(tx.kysely);
  return new Set(rows.map(({ id }) => id));
}
