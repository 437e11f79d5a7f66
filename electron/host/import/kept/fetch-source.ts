import { err, ok, type Result } from '../../../../shared/core/result.ts';
import type { ImportRefusal } from '../../../../shared/wire/desk/import.ts';
import type { AddressTrouble } from '../../../../shared/wire/desk/kept-calendar.ts';
import { isCalendar } from '../inspect-calendar.ts';
import { readHead } from '../read-bytes.ts';
import type { StoredFile } from '../store-file.ts';
import { mayReach, parseCalendarAddress, placeOf } from './check-reach.ts';
import { type Fetched, type FetchHands, type FetchWish, fetchCalendar } from './fetch-calendar.ts';

/** Where a calendar is fetched from. */
export interface Source {
  readonly address: string;
  readonly isNear: boolean;
}

/** What the system says of a disk, or of somebody's share of one, that has no more room. */
const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** Fetches a calendar into a file; what is there then is one, if anything is. */
export async function fetchSource(
  hands: FetchHands,
  { address, isNear }: Source,
  stored: StoredFile,
  wish: Pick<FetchWish, 'known' | 'signal'>,
): Promise<Result<Fetched, ImportRefusal>> {
  const url = parseCalendarAddress(address);
  const fail = (why: AddressTrouble['why']) =>
    err<ImportRefusal>({ kind: 'address-trouble', why, place: placeOf(url), status: null });
  if (url === null) return fail('no-address');
  let bytes = 0;
  try {
    const fetched = await fetchCalendar(hands, {
      ...wish,
      url,
      mayReach: (at) => mayReach(at, isNear),
      take: (piece) => {
        bytes += piece.byteLength;
        stored.append(piece);
      },
    });
    if (wish.signal.aborted) return err({ kind: 'cancelled' });
    if (!fetched.ok || fetched.value.kind === 'unchanged') return fetched;
    const head = bytes === 0 ? new Uint8Array() : await readHead(stored).catch(() => null);
    return head && isCalendar(head) ? ok(fetched.value) : fail('no-calendar');
  } catch (error) {
    if (FULL.has((error as NodeJS.ErrnoException).code ?? '')) return err({ kind: 'disk-full' });
    throw error;
  }
}
