import type { Clock } from '../../core/clock.ts';
import type { NewId } from '../../core/ids.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { decodeFrame, encodeFrame } from '../../wire/exchange/frame.ts';
import {
  type ExchangeRefusal,
  type Outcome,
  type PullHeader,
  type PushHeader,
  pushHeaderSchema,
} from '../../wire/exchange/frame-header.ts';
import type { TrailAnswer } from '../../wire/exchange/trail-passage.ts';
import type { Protocol } from '../../wire/protocol-version.ts';
import type { DeviceTable } from '../store/device-tables.ts';
import type { WriteTx } from '../store/handles.ts';
import { isHealing } from '../store/is-healing.ts';
import type { Store } from '../store/open-store.ts';
import { carryKeyOf } from './carry-key.ts';
import { type Answer, collectAnswer } from './collect-answer.ts';
import { enrolIncarnation } from './enrol-incarnation.ts';
import { nextBehind } from './follow-scope.ts';
import { confirmWhenHealed, reincarnateCentral } from './heal-central.ts';
import { loadHeard } from './load-heard.ts';
import { decideStanding, markPlace, type Standing } from './place.ts';
import { receivePush } from './receive-push.ts';
import { loadScope, type Scope, scopeNames } from './scope.ts';
import { takeTrail } from './take-trail.ts';
import { tellTrail } from './tell-trail.ts';

/** Takes the refusal out of the transaction, which is then undone. */
class ExchangeRefused extends Error {
  override readonly name = 'ExchangeRefused';
  readonly refusal: ExchangeRefusal;
  constructor(refusal: ExchangeRefusal) {
    super(refusal.detail);
    this.refusal = refusal;
  }
}

/** Whose signature was checked, and by which key. */
export interface Sender {
  readonly organisationId: string;
  readonly replica: string;
  /** Left out where nobody signs. */
  readonly publicKey?: string;
  /** Another brought it, who knows when: the replica itself may have gone on since. */
  readonly isCarried?: boolean;
}

/**
 * One exchange: a replica's frame in, central's frame out, one transaction. The device is the one
 * whose signature was checked; whatever the frame says about itself must agree.
 */
export async function exchangeAtCentral(
  store: Store,
  clock: Clock,
  device: Sender,
  bytes: Uint8Array,
  { protocol, newId }: { readonly protocol: Protocol; readonly newId: NewId },
): Promise<Result<Uint8Array, ExchangeRefusal>> {
  const receivedMs = clock.nowMs();
  const frame = decodeFrame(bytes, (json) => pushHeaderSchema.safeParse(json).data ?? null);
  if (!frame.ok) return err({ kind: 'malformed', detail: frame.error });
  const { header } = frame.value;
  const { version, floor } = protocol;
  if (header.protocol < floor || header.protocol > version) {
    const detail = `Central speaks versions ${floor} to ${version}.`;
    return err({ kind: 'protocol-unsupported', detail, speaks: { from: floor, to: version } });
  }
  // Too old to understand the news, it can still hand over its work.
  const mustUpdate = header.protocol < protocol.servedFrom;
  if (header.replica !== device.replica) {
    return err({ kind: 'unknown-replica', detail: 'The frame names another replica.' });
  }
  try {
    const answer = await store.write(device.organisationId, causeOf(header.replica), async (tx) => {
      const known = await loadDevice(tx, device, header);
      const scope = await loadScope(tx, known);
      const standing = await decideStanding(tx, known, header);
      if (standing !== 'in-step') {
        const how = await beginAnew(tx, known, standing, newId);
        const reach = { parts: [...scopeNames(scope)], catchingUp: {}, startedOver: true };
        const anew = { ...standStill(header, scope), cursor: 0, reach, more: true };
        return {
          ...(await sealed(tx, known, header, anew)),
          ...{ outcomes: [], trail: null, startOver: how, sweep: false },
        };
      }
      const received = await receivePush(tx, known, scope, frame.value, {
        isCarried: device.isCarried ?? false,
      });
      if (!received.ok) throw new ExchangeRefused(received.error);
      const { outcomes, asDerived } = received.value;
      await tx.flush();
      const kept = header.trail ? await takeTrail(tx, known, header.trail, header.reach) : null;
      const wants = kept?.wants ?? null;
      const trail = kept && {
        ...{ acked: kept.acked, told: [] },
        ...(wants === null ? {} : { wants }),
      };
      // What was pushed may have changed what this replica has to know.
      if (known.healing) await confirmWhenHealed(tx);
      if (mustUpdate || known.healing) {
        const still = { ...standStill(header, scope), more: known.healing };
        return {
          ...(await sealed(tx, known, header, still)),
          ...{ outcomes, trail, startOver: null, sweep: false },
        };
      }
      const sees = header.sections.length === 0 ? scope : await loadScope(tx, known);
      const answer = await collectAnswer(tx, sees, header, asDerived);
      const isWhole = !answer.more && nextBehind(answer.reach) === null;
      const startedOver = header.reach?.startedOver ?? false;
      const sweep = startedOver && isWhole && !(await isHealing(tx));
      const told = trail && (await tellTrail(tx, sees, header.reach?.trail));
      const reach = {
        ...answer.reach,
        ...(startedOver && !sweep ? { startedOver } : {}),
        ...(told ? { trail: told.reach } : {}),
      };
      return {
        ...(await sealed(tx, known, header, { ...answer, reach })),
        ...{ outcomes, startOver: null, sweep },
        trail: trail && {
          ...{ ...trail, told: [...(told?.told ?? [])] },
          ...(told?.more ? { more: true } : {}),
        },
      };
    });
    const times = { receivedMs, answeredMs: clock.nowMs() };
    const down = toPullHeader(header, answer, { version, mustUpdate, ...times });
    return ok(encodeFrame({ header: down, bodies: answer.bodies }));
  } catch (error) {
    if (error instanceof ExchangeRefused) return err(error.refusal);
    throw error;
  }
}

interface Told extends Answer {
  readonly end: number;
  readonly heard: number | null;
  readonly outcomes: readonly Outcome[];
  readonly trail: TrailAnswer | null;
  readonly startOver: 'pull' | 'offer' | null;
  readonly sweep: boolean;
}

/** What the replica is told beside the rows. */
function toPullHeader(
  header: PushHeader,
  answer: Told,
  how: Pick<PullHeader, 'receivedMs' | 'answeredMs'> & {
    readonly version: number;
    readonly mustUpdate: boolean;
  },
): PullHeader {
  return {
    protocol: how.version,
    replica: header.replica,
    from: header.cursor,
    acked: answer.startOver === null ? header.maxCounter : 0,
    cursor: answer.cursor,
    reach: answer.reach,
    end: answer.end,
    ...(answer.heard === null ? {} : { heard: answer.heard }),
    sight: answer.sight,
    more: answer.more,
    ...(how.mustUpdate ? { mustUpdate: true } : {}),
    ...(answer.startOver === null ? {} : { startOver: answer.startOver }),
    ...(answer.sweep ? { sweep: true } : {}),
    outcomes: [...answer.outcomes],
    ...(answer.trail ? { trail: answer.trail } : {}),
    gone: [...answer.gone],
    receivedMs: how.receivedMs,
    answeredMs: how.answeredMs,
    sections: [...answer.sections],
  };
}

/** Whoever is not in step begins at the start of the feed. */
async function beginAnew(
  tx: WriteTx,
  device: DeviceTable,
  standing: Exclude<Standing, 'in-step'>,
  newId: NewId,
): Promise<'pull' | 'offer'> {
  if (standing === 'ahead') await reincarnateCentral(tx, newId());
  const healing = standing !== 'behind';
  await tx.kysely
    .updateTable('device')
    .set({ cursor: 0, seenCursor: 0, exchanges: device.exchanges + 1 })
    .set(healing ? { healing } : {})
    .where('organisationId', '=', device.organisationId)
    .where('replica', '=', device.replica)
    .execute();
  return healing ? 'offer' : 'pull';
}

/** The answer, with where the replica then is, said so that nobody else can say it. */
async function sealed<A extends Answer>(
  tx: WriteTx,
  device: DeviceTable,
  { reach, asksHeard }: PushHeader,
  answer: A,
): Promise<A & Pick<Told, 'end' | 'heard'>> {
  const { replica, exchanges } = device;
  const place = { replica, exchange: exchanges + 1, cursor: answer.cursor };
  const mark = await markPlace(tx, place);
  const carryKey = reach?.carryKey ?? carryKeyOf(tx.book);
  const heard = asksHeard ? await loadHeard(tx) : null;
  return { ...answer, reach: { ...answer.reach, mark, carryKey }, end: tx.book.seq, heard };
}

/** The replica stays where it is in the feed. */
const standStill = (header: PushHeader, scope: Scope): Answer => ({
  ...{ cursor: header.cursor, more: false, sections: [], bodies: [], gone: [], sight: null },
  reach: header.reach ?? { parts: [...scopeNames(scope)], catchingUp: {} },
});

async function loadDevice(tx: WriteTx, device: Sender, header: PushHeader): Promise<DeviceTable> {
  const row = await tx.kysely
    .selectFrom('device')
    .selectAll()
    .where('organisationId', '=', device.organisationId)
    .where('replica', '=', device.replica)
    .executeTakeFirst();
  const known = row ?? (await enrolIncarnation(tx, header, device.publicKey ?? null));
  if (!known) {
    throw new ExchangeRefused({ kind: 'unknown-replica', detail: 'No such replica was enrolled.' });
  }
  if (known.revokedAtMs === null) return known;
  if (known.replacedBy !== null) {
    const detail = `${known.replacedBy} has taken the place of this replica.`;
    throw new ExchangeRefused({ kind: 'forked', detail });
  }
  throw new ExchangeRefused({ kind: 'revoked', detail: 'This device was revoked.' });
}

const causeOf = (replica: string) => ({
  intentId: null,
  intentKind: 'exchange',
  actorId: null,
  actorName: replica,
  role: 'replica',
  desk: replica,
  source: 'merge' as const,
  reason: null,
});
