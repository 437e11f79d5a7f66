import type { DayKey } from '../../time/day.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadQuotaBook, type QuotaBook } from '../store/load-quota-book.ts';
import { loadBook } from './load-book.ts';

/**
 * Whether this replica may make one more firm appointment of a doctor on a day from `fromMs` on.
 * `except`: one that is about to be moved, and does not count beside itself.
 */
export async function loadRoomOfDays(
  db: ReadDb,
  organisationId: string,
  fromMs: number,
  except: string | null,
): Promise<(doctorId: string, day: DayKey) => boolean> {
  const book = await loadBook(db, organisationId);
  const limited = await db.kysely
    .selectFrom('dailyLimit')
    .select('doctorId')
    .where('organisationId', '=', organisationId)
    .where('perDay', 'is not', null)
    .execute();
  const quotas = new Map<string, QuotaBook>();
  for (const { doctorId } of book ? limited : []) {
    const span = { atMs: fromMs, onward: true, except };
    const found = book && (await loadQuotaBook(db, book, doctorId, span));
    if (found) quotas.set(doctorId, found);
  }
  return (doctorId, day) => (quotas.get(doctorId)?.freeOn(book?.replica ?? '', day) ?? 1) >= 1;
}
