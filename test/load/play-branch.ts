import { randomUUID } from 'node:crypto';
import { createCentralClient } from '../../electron/host/sync/central-client.ts';
import { unpackFrame } from '../../electron/host/sync/central-request.ts';
import { openWakeSocket } from '../../electron/host/sync/open-wake-socket.ts';
import { pushColumns } from '../../shared/engine/exchange/wire-columns.ts';
import { MORE_KINDS } from '../../shared/engine/store/later-kinds.ts';
import { decodeFrame, encodeFrame } from '../../shared/wire/exchange/frame.ts';
import {
  type PullHeader,
  type PushHeader,
  pullHeaderSchema,
} from '../../shared/wire/exchange/frame-header.ts';
import { PROTOCOL_VERSION } from '../../shared/wire/protocol-version.ts';
import type { Seeded } from '../simulation/seeded.ts';
import { createDay, type Written } from './day-at-branch.ts';
import type { LoadBranch } from './prepare-clinics.ts';

const EXCHANGE_EVERY_MS = 5000;
const LIMIT = 5000;

export interface LoadOptions {
  readonly centralUrl: string;
  /** Acts of all desks of a branch, a second. */
  readonly actsPerSecond: number;
  readonly seeded: Seeded;
  readonly onExchange: (tookMs: number) => void;
  readonly onNews: () => void;
  /** An exchange that was due while the one before was still under way. */
  readonly onLate: () => void;
  readonly onError: (error: unknown) => void;
}

export interface Player {
  /** Exchanges until there is nothing more, as a host does at its start. */
  readonly catchUp: () => Promise<void>;
  /** Begins the day: acts come by chance, and are handed over every five seconds. */
  readonly start: () => void;
  /** Hands over what is left, and ends the day. */
  readonly stop: () => Promise<void>;
  readonly appointments: () => number;
}

/**
 * Plays a branch to central: the true protocol, signed requests and a line for news, without an
 * engine behind it. What central answers is read as far as the next request depends on it.
 */
export function playBranch(branch: LoadBranch, options: LoadOptions): Player {
  const { organisationId, replica, key } = branch;
  const { seeded, centralUrl } = options;
  const clock = { nowMs: () => Date.now() };
  const client = createCentralClient({
    ...{ centralUrl, organisationId, replica, former: null, key, clock, fetch },
  });
  const day = createDay(branch, seeded);
  const at = { cursor: 0, reach: null as PullHeader['reach'] | null, no: 0 };
  let unanswered: Uint8Array | null = null;
  let running: Promise<void> | null = null;
  let isOpen = true;
  let timer: NodeJS.Timeout | null = null;
  let line: { readonly close: () => void } | null = null;

  const nextFrame = (): Uint8Array => {
    const written = day.take();
    if (written) at.no += 1;
    return toFrame(written, { replica, ...at });
  };
  const take = (bytes: Uint8Array): PullHeader => {
    const frame = decodeFrame(bytes, (json) => pullHeaderSchema.safeParse(json).data ?? null);
    if (!frame.ok) throw new Error(frame.error);
    const { header } = frame.value;
    const refused = header.outcomes.find(({ outcome }) => outcome === 'rejected');
    if (refused) throw new Error(`Central rejected a row: ${refused.reason}.`);
    return header;
  };
  const once = async (): Promise<boolean> => {
    unanswered ??= nextFrame();
    const startMs = performance.now();
    const answer = await client.exchange(unanswered);
    options.onExchange(performance.now() - startMs);
    if (!answer.ok) throw new Error(`Central refused: ${answer.error.kind}.`);
    unanswered = null;
    const header = take(answer.value);
    Object.assign(at, { cursor: header.cursor, reach: header.reach });
    return header.more;
  };
  const exchange = async (): Promise<void> => {
    try {
      for (let more = true; more; ) more = await once();
    } catch (error) {
      if (isOpen) options.onError(error);
    }
  };
  const inTurn = (): Promise<void> => {
    running ??= exchange().finally(() => {
      running = null;
    });
    return running;
  };
  const turn = (): void => {
    const mean = (options.actsPerSecond * EXCHANGE_EVERY_MS) / 1000;
    for (let n = drawPoisson(seeded, mean); n > 0; n -= 1) day.act();
    if (running !== null) options.onLate();
    else void inTurn();
    timer = setTimeout(turn, EXCHANGE_EVERY_MS);
  };
  const onNews = async (packed: Uint8Array): Promise<void> => {
    options.onNews();
    const header = take(await unpackFrame(packed));
    // It fits only where the branch is; otherwise the branch asks.
    if (running !== null || header.from !== at.cursor) return void inTurn();
    Object.assign(at, { cursor: header.cursor, reach: header.reach });
  };
  return {
    catchUp: inTurn,
    appointments: day.appointments,
    start: () => {
      line = openWakeSocket(
        client.wakeRequest,
        null,
      )({
        onOpen: () => undefined,
        onWake: () => void inTurn(),
        onNews: (frame) => void onNews(frame).catch(options.onError),
        onClose: () => {
          if (isOpen) options.onError(new Error('The line to central broke.'));
        },
      });
      timer = setTimeout(turn, seeded.next() * EXCHANGE_EVERY_MS);
    },
    stop: async () => {
      if (timer) clearTimeout(timer);
      await running;
      await inTurn();
      isOpen = false;
      line?.close();
    },
  };
}

function toFrame(
  written: Written | null,
  { replica, ...at }: Pick<PushHeader, 'replica' | 'cursor' | 'reach' | 'no'>,
): Uint8Array {
  const kinds = [...(written?.rowsByKind ?? [])];
  const bodies = kinds.map(([, rows]) => Buffer.from(rows.map((row) => `${row}\n`).join('')));
  const header: PushHeader = {
    ...{ protocol: PROTOCOL_VERSION, replica, incarnation: null, batchId: randomUUID(), ...at },
    ...{ maxCounter: written?.maxCounter ?? 0, claimsAsDerived: true, pending: 0 },
    ...{ sentMs: Date.now(), limit: LIMIT, moreKinds: [...MORE_KINDS] },
    sections: kinds.map(([kind, rows], i) => ({
      ...{ kind, columns: [...pushColumns(kind)], rows: rows.length },
      bytes: bodies[i]?.byteLength ?? 0,
    })),
  };
  return encodeFrame({ header, bodies });
}

/** How many of things that come by chance come in a while (Knuth, for small means). */
function drawPoisson(seeded: Seeded, mean: number): number {
  const limit = Math.exp(-mean);
  let drawn = 0;
  for (let product = seeded.next(); product > limit; product *= seeded.next()) drawn += 1;
  return drawn;
}
