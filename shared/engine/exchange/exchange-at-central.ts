import type { Clock } from '../../core/clock.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { decodeFrame, encodeFrame } from '../../wire/exchange/frame.ts';
import {
  type ExchangeRefusal,
  type PullHeader,
  type PushHeader,
  pushHeaderSchema,
} from '../../wire/exchange/frame-header.ts';
import type { Protocol } from '../../wire/protocol-version.ts';
import type { WriteTx } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';
import type { DeviceTable } from '../store/tables.ts';
import { type Answer, collectAnswer } from './collect-answer.ts';
import { enrolIncarnation } from './enrol-incarnation.ts';
import { receivePush } from './receive-push.ts';
import { loadScope, type Scope, scopeNames } from './scope.ts';

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
  protocol: Protocol,
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
      const received = await receivePush(tx, known, scope, frame.value);
      if (!received.ok) throw new ExchangeRefused(received.error);
      const { outcomes, asDerived } = received.value;
      await tx.flush();
      // What was pushed may have changed what this replica has to know.
      if (mustUpdate) return { ...standStill(header, scope), outcomes };
      const sees = header.sections.length === 0 ? scope : await loadScope(tx, known);
      return { ...(await collectAnswer(tx, sees, header, asDerived)), outcomes };
    });
    const down: PullHeader = {
      protocol: version,
      replica: header.replica,
      from: header.cursor,
      acked: header.maxCounter,
      cursor: answer.cursor,
      reach: answer.reach,
      sight: answer.sight,
      more: answer.more,
      ...(mustUpdate ? { mustUpdate } : {}),
      outcomes: [...answer.outcomes],
      gone: [...answer.gone],
      receivedMs,
      answeredMs: clock.nowMs(),
      sections: [...answer.sections],
    };
    return ok(encodeFrame({ header: down, bodies: answer.bodies }));
  } catch (error) {
    if (error instanceof ExchangeRefused) return err(error.refusal);
    throw error;
  }
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
