import { type WishStanding, wishStanding } from '../../domain/waitlist/wish-state.ts';
import { RELEASED_STATUSES } from '../../model/appointment.ts';
import type { Wish } from '../../model/wish.ts';
import type { TimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import { columnsOf, RECORD_KINDS } from '../store/record-kinds.ts';
import { wishIsBooked } from '../store/wish-is-booked.ts';

/** More people than a branch can keep waiting in its mind. */
export const WISHES_MAX = 500;

/** A wish with what became of it, and the visit that they have already. */
export interface KnownWish extends Wish {
  readonly standing: WishStanding;
  readonly visitStartMs: number | null;
  readonly visitEndMs: number | null;
}

const released = `'{${RELEASED_STATUSES.join(',')}}'::text[]`;

const FIND = `select ${columnsOf(['id', ...RECORD_KINDS.wish.fields])
  .split(', ')
  .map((column) => `wish.${column}`)
  .join(', ')},
    visit.start_ms as "visitStartMs", visit.end_ms as "visitEndMs", ${wishIsBooked('wish')} as "isBooked"
  from wish left join appointment visit on visit.organisation_id = wish.organisation_id
    and visit.id = wish.appointment_id and visit.superseded_by is null
    and visit.status <> all (${released})
  where wish.organisation_id = $1 and wish.state = 'waiting' and not wish.deleted
    and ($2::uuid is null or wish.branch_id = $2::uuid)
    and ($3::uuid is null or wish.id = $3::uuid)
  order by wish.urgent desc, wish.added_ms, wish.id limit ${WISHES_MAX}`;

/** Whose wishes wait at a branch, or one of them; of those that ended by themselves, that too. */
export async function loadWishes(
  { session }: ReadDb,
  organisationId: string,
  of: { readonly branchId: string | null; readonly wishId: string | null },
  { nowMs, zoneOf }: { readonly nowMs: number; readonly zoneOf: (id: string) => TimeZone },
): Promise<readonly KnownWish[]> {
  const { rows } = await session.query(FIND, [organisationId, of.branchId, of.wishId]);
  return (rows as (KnownWish & { readonly isBooked: boolean })[]).map(({ isBooked, ...wish }) => ({
    ...wish,
    standing: isBooked
      ? 'fulfilled'
      : wishStanding(wish, wish.visitStartMs, zoneOf(wish.branchId), nowMs),
  }));
}
