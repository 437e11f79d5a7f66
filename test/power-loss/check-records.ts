import { isDeepStrictEqual } from 'node:util';
import { claimOf } from '../../shared/domain/appointments/claim-of.ts';
import type { ReadDb } from '../../shared/engine/store/handles.ts';
import type { RecordKind } from '../../shared/engine/store/kind-info.ts';
import { isRecordKind, RECORD_KIND_NAMES } from '../../shared/engine/store/record-kinds.ts';
import type { Appointment } from '../../shared/model/appointment.ts';

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

/**
 * The records are what the audit trail says was made of them, no more and no less; each is noted
 * for central with the version it has, has its place in the feed and, if it is an appointment that
 * takes time, its claim.
 */
export async function checkRecords(db: ReadDb): Promise<readonly string[]> {
  const [expected, unsent, book] = await Promise.all([
    replayAudit(db),
    db.kysely.selectFrom('dirty').selectAll().execute(),
    db.kysely.selectFrom('book').selectAll().executeTakeFirst(),
  ]);
  const unsentCounters = new Map(unsent.map(({ kind, id, counter }) => [`${kind} ${id}`, counter]));
  const problems: string[] = [];
  for (const kind of RECORD_KIND_NAMES) {
    for (const row of await loadAuthored(db, kind)) {
      const name = `${kind} ${row.id}`;
      const fields = expected.get(name);
      if (fields === undefined) problems.push(`${name} is in no audit entry`);
      else if (differs(row, fields)) problems.push(`${name} is not as it was audited`);
      expected.delete(name);
      if (unsentCounters.get(name) !== row.dotCounter) problems.push(`${name} is not noted unsent`);
      unsentCounters.delete(name);
      const isPlaced = Number(row.seq) <= (book?.seq ?? 0);
      if (!isPlaced) problems.push(`${name} is ahead of the feed`);
    }
  }
  problems.push(...[...expected.keys()].map((name) => `${name} was audited and is not there`));
  problems.push(...[...unsentCounters.keys()].map((name) => `${name} is unsent and not there`));
  return [...problems, ...(await checkClaims(db))];
}

/** Rows that someone wrote; derived ones have no version. */
const loadAuthored = (db: ReadDb, kind: RecordKind): Promise<readonly Row[]> =>
  db.kysely.selectFrom(kind).selectAll().where('dotReplica', 'is not', null).execute();

async function replayAudit(db: ReadDb): Promise<Map<string, Readonly<Record<string, unknown>>>> {
  const entries = await db.kysely.selectFrom('audit').select('changes').orderBy('no').execute();
  const records = new Map<string, Readonly<Record<string, unknown>>>();
  for (const { kind, id, before, after } of entries.flatMap((entry) => entry.changes)) {
    if (!isRecordKind(kind)) continue;
    const name = `${kind} ${id}`;
    records.set(name, { ...before, ...records.get(name), ...after });
  }
  return records;
}

const differs = (row: Row, fields: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(fields).some(([field, value]) => !isDeepStrictEqual(row[field], value));

async function checkClaims({ kysely }: ReadDb): Promise<readonly string[]> {
  const [appointments, claims] = await Promise.all([
    kysely.selectFrom('appointment').selectAll().execute(),
    kysely.selectFrom('claim').selectAll().execute(),
  ]);
  const claimed = new Map(claims.map((claim) => [claim.id, claim]));
  const problems: string[] = [];
  for (const appointment of appointments as readonly Appointment[]) {
    const wanted = claimOf(appointment, claimed.get(appointment.id)?.endorsed ?? false);
    const found = claimed.get(appointment.id);
    claimed.delete(appointment.id);
    if (wanted === null ? found !== undefined : !found || differs(found, { ...wanted })) {
      problems.push(`the claim of appointment ${appointment.id} does not follow from it`);
    }
  }
  return [...problems, ...[...claimed.keys()].map((id) => `claim ${id} has no appointment`)];
}
