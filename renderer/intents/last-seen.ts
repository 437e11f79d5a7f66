import type { DeskCollection } from '../../shared/wire/desk/rows.ts';
import { publishRows, rowsOf } from '../replica/rows-store.ts';
import type { Outbox } from './open-outbox.ts';

/** What a day needs on the screen; the rest comes with the host. */
const PAINTED: readonly DeskCollection[] = [
  'branches',
  'doctors',
  'doctorBranches',
  'services',
  'sessions',
  'timeOff',
  'closures',
  'appointments',
  'busy',
];
/** More would take longer to read than the host takes to answer. */
const ROWS_MAX = 500;

/** Remembers the day that is on screen. `isShown` says whether a row lies in it. */
export async function rememberSeen(
  outbox: Outbox,
  isShown: (row: object) => boolean,
): Promise<void> {
  const rows = Object.fromEntries(
    PAINTED.map((name) => [name, [...rowsOf(name).values()].filter(isShown).slice(0, ROWS_MAX)]),
  );
  await outbox.lastSeen.upsert({ id: 'last-seen', rows: JSON.stringify(rows) });
}

/** Paints what was remembered, unless the host was faster. */
export async function paintSeen(outbox: Outbox): Promise<void> {
  const seen = await outbox.lastSeen.findOne('last-seen').exec();
  if (!seen || rowsOf('branches').size > 0) return;
  const rows = JSON.parse(seen.rows) as Record<DeskCollection, readonly { readonly id: string }[]>;
  for (const name of PAINTED) {
    publishRows(
      name,
      rows[name].map((row) => ({ id: row.id, row: row as never })),
    );
  }
}
