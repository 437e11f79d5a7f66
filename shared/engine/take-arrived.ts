import { sql } from 'kysely';
import type { Clock } from '../core/clock.ts';
import { err, type Result } from '../core/result.ts';
import { decodeFrame } from '../wire/exchange/frame.ts';
import { type PullHeader, pullHeaderSchema } from '../wire/exchange/frame-header.ts';
import type { Reach } from '../wire/exchange/reach.ts';
import { loadChangedLimits, returnQuotas } from './derive/issue-quotas.ts';
import { applyPull } from './exchange/apply-pull.ts';
import { unsentRows } from './exchange/collect-push.ts';
import { type Handed, loadHanded } from './exchange/collect-trail.ts';
import { giveWhenAsked } from './exchange/give-when-asked.ts';
import { admitOverQuota } from './intents/admit-over-quota.ts';
import type { Cause } from './store/handles.ts';
import type { Store } from './store/open-store.ts';

export const SYNC = {
  ...{ intentId: null, intentKind: 'exchange', actorId: null, actorName: 'central' },
  ...{ role: 'replica', desk: 'sync', source: 'sync', reason: null },
} as const satisfies Cause;

export interface Taken {
  /** Whether more waits at either end. */
  readonly more: boolean;
  /** Whether more of audit trails does, which may take its time: it follows what people work with. */
  readonly trail: boolean;
  /** 0 if the answer brought nothing and took nothing. */
  readonly rows: number;
  /** Central takes what is handed over, and tells this version of the program nothing more. */
  readonly mustUpdate: boolean;
  /** The newest version that central speaks. */
  readonly protocol: number;
}

/** Between the answer that came here last and these news none may have been lost. */
const followsAnswer = (here: Reach | null, news: Reach): boolean =>
  here?.mark?.central === news.mark?.central && here?.mark?.exchange === news.mark?.exchange;

/** What came from central: an answer, or something that nobody asked for. */
export type Arrival = { readonly sentAtMs: number | null } | 'news';

export async function takeArrived(
  store: Store,
  clock: Clock,
  organisationId: string,
  bytes: Uint8Array,
  arrival: Arrival,
): Promise<Result<Taken, string>> {
  const frame = decodeFrame(bytes, (json) => pullHeaderSchema.safeParse(json).data ?? null);
  if (!frame.ok) return err(frame.error);
  const { header } = frame.value;
  const arrivedAtMs = clock.nowMs();
  const sentAtMs = arrival === 'news' ? null : arrival.sentAtMs;
  let progress = 0;
  let trailWaits = false;
  const unsent = await store.write(organisationId, SYNC, async (tx) => {
    // What central acknowledged to a former incarnation says nothing of this one's rows.
    if (header.replica !== tx.book.replica) return null;
    // What goes on from another place would leave a gap or bring back what has changed since.
    if (header.from !== tx.book.cursor) return null;
    if (arrival === 'news' && !followsAnswer(tx.book.reach, header.reach)) return null;
    progress = header.acked > tx.book.acked || header.startOver !== undefined ? 1 : 0;
    trailWaits = isTrailWaiting(header, await loadHanded(tx), tx.book.auditNo);
    const seqBefore = tx.book.seq;
    await applyPull(tx, frame.value, { sentAtMs, arrivedAtMs });
    await giveWhenAsked(tx);
    await returnQuotas(tx, await loadChangedLimits(tx, seqBefore));
    await admitOverQuota(tx);
    const { rows } = await sql<{ left: number }>`
      select count(*)::int4 as left from dirty where ${unsentRows(tx)}`.execute(tx.kysely);
    return rows[0]?.left ?? 0;
  });
  if (unsent === null)
    return err('The answer is for another replica, or goes on from another place.');
  const rows = header.sections.reduce((sum, section) => sum + section.rows, progress);
  const { protocol, mustUpdate = false } = header;
  const trail = trailWaits || header.trail?.more === true;
  return {
    ok: true,
    value: { more: header.more || unsent > 0, trail, rows, mustUpdate, protocol },
  };
}

/**
 * Whether central asks for more of this replica's trail than it did, `before`: more entries, or what
 * one changed that was too long to go with it. Of what it asks for again nobody is in a hurry.
 */
function isTrailWaiting({ trail }: PullHeader, before: Handed, lastNo: number): boolean {
  if (!trail) return false;
  const { acked, wants = null } = trail;
  if (acked > before.no && acked < lastNo) return true;
  return wants !== null && (wants.no !== before.wants?.no || wants.at !== before.wants.at);
}
