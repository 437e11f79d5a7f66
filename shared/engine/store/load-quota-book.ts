import { sql } from 'kysely';
import { quotaOn } from '../../domain/quota/quota-ledger.ts';
import type { DailyLimit, Quota } from '../../model/quota.ts';
import { type DayKey, dayAt } from '../../time/day.ts';
import { openTimeZone, type TimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from './handles.ts';
import type { Stored } from './stored.ts';
import type { BookTable } from './tables.ts';

/** What is known here of the firm appointments that a doctor may have, and who has made how many. */
export interface QuotaBook {
  readonly limit: Stored<DailyLimit>;
  readonly lines: readonly Quota[];
  /** The days on which anything was spent. */
  readonly days: readonly DayKey[];
  readonly spentOn: (replica: string, day: DayKey) => number;
  /** How many more a replica may make firmly; central has its pool. Below nothing if it has too many. */
  readonly freeOn: (replica: string, day: DayKey) => number;
}

interface Spent {
  readonly madeBy: string;
  readonly startMs: number;
  readonly timeZone: string;
}

/** No day is further from midnight in UTC than this. */
const AROUND_MS = 50 * 3_600_000;

/**
 * The quotas of a doctor, for the days around an instant or from it on; null when the doctor has no
 * limit. `except`: an appointment that is about to be made anew, and does not count beside itself.
 */
export async function loadQuotaBook(
  db: ReadDb,
  book: Pick<BookTable, 'organisationId' | 'replica' | 'isCentral' | 'centralUrl'>,
  doctorId: string,
  span: { readonly atMs: number; readonly onward: boolean; readonly except?: string | null },
): Promise<QuotaBook | null> {
  const { organisationId } = book;
  const limit = await db.kysely
    .selectFrom('dailyLimit')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('doctorId', '=', doctorId)
    .executeTakeFirst();
  if (!limit || limit.perDay === null) return null;
  const lines = await db.kysely
    .selectFrom('quota')
    .selectAll()
    .where('organisationId', '=', organisationId)
    .where('doctorId', '=', doctorId)
    .execute();
  const untilMs = span.onward ? 8.64e15 : span.atMs + AROUND_MS;
  const spent = await loadSpent(
    db,
    organisationId,
    doctorId,
    [span.atMs - AROUND_MS, untilMs],
    span.except ?? null,
  );
  const perDay = limit.perDay;
  const counts = countByDay(spent);
  const spentOn = (replica: string, day: DayKey): number => counts.get(`${replica} ${day}`) ?? 0;
  const gives = book.isCentral || book.centralUrl === null;
  return {
    limit: limit as unknown as Stored<DailyLimit>,
    lines,
    days: [...new Set([...counts.keys()].map((key) => key.slice(key.lastIndexOf(' ') + 1)))],
    spentOn,
    freeOn: (replica, day) => {
      const pool = gives && replica === book.replica ? perDay + quotaOn(lines, null, day) : 0;
      return pool + quotaOn(lines, replica, day) - spentOn(replica, day);
    },
  };
}

/**
 * Appointments that count: not those put on top of others on purpose, nor beyond a quota, which are
 * never firm. Who did not come counts. What was made for another branch is known as a claim alone.
 */
async function loadSpent(
  db: ReadDb,
  organisationId: string,
  doctorId: string,
  [fromMs, untilMs]: readonly [number, number],
  except: string | null,
): Promise<readonly Spent[]> {
  const { rows } = await sql<Spent>`
    select a.made_by, a.start_ms, b.time_zone from appointment a
    join branch b on b.organisation_id = a.organisation_id and b.id = a.branch_id
    where a.organisation_id = ${organisationId} and a.doctor_id = ${doctorId}
      and a.start_ms >= ${fromMs} and a.start_ms < ${untilMs} and a.id is distinct from ${except}
      and a.status not in ('cancelled', 'entered-in-error') and a.superseded_by is null
      and a.overbook_reason is null and a.over_quota_reason is null
    union all
    select c.replica, c.start_ms, b.time_zone from claim c
    join branch b on b.organisation_id = c.organisation_id and b.id = c.branch_id
    where c.organisation_id = ${organisationId} and c.doctor_id = ${doctorId}
      and c.start_ms >= ${fromMs} and c.start_ms < ${untilMs} and c.id is distinct from ${except}
      and not c.overbooked and not exists (select 1 from appointment a
        where a.organisation_id = c.organisation_id and a.id = c.id)`.execute(db.kysely);
  return rows;
}

function countByDay(spent: readonly Spent[]): ReadonlyMap<string, number> {
  const zones = new Map<string, TimeZone>();
  const counts = new Map<string, number>();
  for (const { madeBy, startMs, timeZone } of spent) {
    const opened = zones.get(timeZone) ?? openTimeZone(timeZone);
    const zone = 'ok' in opened ? (opened.ok ? opened.value : null) : opened;
    if (zone === null) continue;
    zones.set(timeZone, zone);
    const key = `${madeBy} ${dayAt(zone, startMs)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
