import { encodeFrame } from '../../wire/exchange/frame.ts';
import type { PullHeader } from '../../wire/exchange/frame-header.ts';
import type { Reach } from '../../wire/exchange/reach.ts';
import { PROTOCOL_VERSION } from '../../wire/protocol-version.ts';
import type { ReadDb } from '../store/handles.ts';
import { moreKindsOf } from '../store/later-kinds.ts';
import { loadDevice } from '../store/load-device.ts';
import { collectPull } from './collect-pull.ts';
import { followScope, nextBehind } from './follow-scope.ts';
import { kindsKnownTo, partsOfKinds } from './known-kinds.ts';
import { markPlace } from './place.ts';
import { loadScope, scopeNames } from './scope.ts';

/** More than this is not news; the replica comes for it. It takes no longer ones unasked than this. */
const NEWS_ROWS_MAX = 500;
const NEWS_BYTES_MAX = 1_000_000;

/** Where a replica is, as of the last answer it was given. */
export interface Place {
  readonly cursor: number;
  readonly reach: Reach;
}

export type News =
  /** What the replica has not seen, as it would have been answered. */
  | { readonly kind: 'frame'; readonly bytes: Uint8Array; readonly place: Place }
  /** Nothing of what happened up to this place in the feed concerns it. */
  | { readonly kind: 'nothing'; readonly through: number }
  /** The replica has to come itself. */
  | { readonly kind: 'must-ask' };

/**
 * What happened since a replica was last answered, for sending it without being asked. It takes it
 * only if it still is at that place; so a frame that is lost, or comes twice, does no harm.
 */
export async function collectNews(
  db: ReadDb,
  nowMs: number,
  { organisationId, replica }: { readonly organisationId: string; readonly replica: string },
  { cursor, reach: given }: Place,
): Promise<News> {
  const device = await loadDevice(db, { organisationId, replica });
  if (!device || device.revokedAtMs !== null) return { kind: 'must-ask' };
  const scope = await loadScope(db, device);
  const kinds = kindsKnownTo(moreKindsOf(given.parts));
  const parts = [...scopeNames(scope), ...partsOfKinds(kinds)];
  const { reach, isLess } = followScope(parts, given);
  if (isLess || nextBehind(reach) !== null) return { kind: 'must-ask' };
  const book = await db.kysely
    .selectFrom('book')
    .selectAll()
    .where('organisationId', '=', device.organisationId)
    .executeTakeFirstOrThrow();
  const { kysely, session } = db;
  const { mark, startedOver, carryKey, trail } = given;
  const isHere = mark?.central === book.replica && !startedOver && !device.healing;
  if (!isHere || cursor > book.seq) return { kind: 'must-ask' };
  const pull = await collectPull(
    { kysely, session, book },
    scope,
    { kinds, cursor },
    NEWS_ROWS_MAX,
  );
  const length = pull.sections.reduce((sum, section) => sum + section.bytes, 0);
  if (pull.more || length > NEWS_BYTES_MAX) return { kind: 'must-ask' };
  if (pull.sections.length === 0 && pull.gone.length === 0) {
    return { kind: 'nothing', through: pull.cursor };
  }
  const { exchange } = mark;
  const at = { replica, exchange, cursor: pull.cursor };
  const known = { ...(carryKey === undefined ? {} : { carryKey }), ...(trail ? { trail } : {}) };
  const told = { ...reach, ...known, mark: await markPlace({ session, book }, at) };
  const header: PullHeader = {
    ...{ protocol: PROTOCOL_VERSION, replica, from: cursor, cursor: pull.cursor },
    ...{ acked: 0, more: false, outcomes: [], reach: told, sight: null },
    ...{ end: pull.cursor, gone: [...pull.gone], sections: [...pull.sections] },
    ...{ receivedMs: nowMs, answeredMs: nowMs },
  };
  const bytes = encodeFrame({ header, bodies: pull.bodies });
  return { kind: 'frame', bytes, place: { cursor: pull.cursor, reach: told } };
}
