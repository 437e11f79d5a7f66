import type { ReplicaInfo, RowsMessage } from '../../shared/wire/desk/down.ts';
import type { DeskCollection } from '../../shared/wire/desk/rows.ts';
import { rowsOf } from '../replica/rows-store.ts';
import type { Outbox } from './open-outbox.ts';

/** What a day needs on the screen; the rest comes with the host. */
const PAINTED: readonly DeskCollection[] = [
  'branches',
  'doctors',
  'doctorBranches',
  'services',
  'tags',
  'sessions',
  'timeOff',
  'closures',
  'appointments',
  'busy',
];
/** Which fields rows have: one more when a new one is relied on, so that older rows are not painted. */
const FORM = 2;
/** More would take longer to read than the host takes to answer. */
const ROWS_MAX = 1000;

/** What a window showed last. */
export interface Seen {
  readonly replica: ReplicaInfo;
  /** The day that was on the screen. */
  readonly day: string;
  readonly atMs: number;
  readonly rows: readonly RowsMessage[];
}

/**
 * Remembers the day that is on screen. `isShown` says whether a row lies in it, and `isOpen`, asked
 * once it is sealed, whether the outbox is still open: its person may have left meanwhile.
 */
export async function rememberSeen(
  outbox: Outbox,
  seen: Omit<Seen, 'rows'>,
  { isShown, isOpen }: { isShown: (row: object) => boolean; isOpen: () => boolean },
): Promise<void> {
  if (!outbox.sealer) return;
  const rows = PAINTED.map((collection) => {
    const put = [...rowsOf(collection).values()].filter(isShown).slice(0, ROWS_MAX);
    return { type: 'rows', collection, reset: false, put, gone: [] } as unknown as RowsMessage;
  });
  const sealed = await outbox.sealer.seal(JSON.stringify({ ...seen, rows, form: FORM }));
  if (isOpen()) await outbox.painted.upsert({ id: 'last-seen', rows: sealed });
}

/** What was remembered, by this version of the program; null if nothing was. */
export async function recallSeen(outbox: Outbox): Promise<Seen | null> {
  const kept = await outbox.painted.findOne('last-seen').exec();
  if (!kept?.rows || !outbox.sealer) return null;
  const seen = JSON.parse(await outbox.sealer.open(kept.rows)) as Partial<Seen & { form: number }>;
  return seen.replica && seen.form === FORM && Array.isArray(seen.rows) ? (seen as Seen) : null;
}

/** Written over: a row that is removed would stay on the disk, marked as gone. */
export async function forgetSeen(outbox: Outbox): Promise<void> {
  await outbox.painted.upsert({ id: 'last-seen', rows: '' });
  // Earlier versions of the program kept it there.
  const former = await outbox.lastSeen.findOne('last-seen').exec();
  if (former?.rows) await outbox.lastSeen.upsert({ id: 'last-seen', rows: '' });
}
