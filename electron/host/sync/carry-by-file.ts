import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import { present } from '../../../shared/core/assert.ts';
import type { Random } from '../../../shared/core/random.ts';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import { centralTimeMs } from '../../../shared/engine/store/central-time.ts';
import type { BookTable } from '../../../shared/engine/store/tables.ts';
import { sealBox } from '../../../shared/wire/carry/box.ts';
import {
  aboutAnswer,
  aboutPush,
  decodeCarried,
  encodePush,
} from '../../../shared/wire/carry/carried.ts';
import type { Carried, CarryRefusal } from '../../../shared/wire/desk/carry.ts';
import type { CentralClient } from './central-client.ts';
import { CentralUnreachable, unpackFrame } from './central-request.ts';
import type { DeviceKey } from './open-device-key.ts';

const compress = promisify(zstdCompress);

/** The way to central by another's hand: what waits goes out as a file, and an answer comes back. */
export interface CarryByFile {
  /** What this replica would send central next, sealed for it. The same until it is answered. */
  readonly exportPush: () => Promise<Result<Uint8Array, CarryRefusal>>;
  /** Hands another replica's push in, or takes central's answer to this one's. */
  readonly importFile: (bytes: Uint8Array) => Promise<Result<Carried, CarryRefusal>>;
}

export interface CarryOptions {
  readonly engine: Engine;
  readonly organisationId: string;
  readonly key: () => DeviceKey;
  readonly random: Random;
  readonly client: Pick<CentralClient, 'carry'>;
  /** Called when an answer was taken. */
  readonly changed?: () => void;
}

export function createCarryByFile(options: CarryOptions): CarryByFile {
  return {
    exportPush: () => exportPush(options),
    importFile: async (bytes) => {
      const file = decodeCarried(bytes);
      if (!file.ok) return err({ kind: file.error });
      const { header, sealed } = file.value;
      const book = present(await options.engine.loadBook(), 'A book that exchanges exists.');
      if (header.organisationId !== book.organisationId) return err({ kind: 'other-organisation' });
      const isOwn = header.replica === book.replica;
      if (header.kind === 'push') {
        return isOwn ? err({ kind: 'own-push' }) : handIn(options, header.replica, bytes);
      }
      return isOwn
        ? takeAnswer(options, book, sealed)
        : err({ kind: 'for-another', replica: header.replica });
    },
  };
}

async function exportPush({
  engine,
  organisationId,
  key,
  random,
}: CarryOptions): Promise<Result<Uint8Array, CarryRefusal>> {
  const central = centralKeyOf(await engine.loadBook());
  if (central === null) return err({ kind: 'never-heard' });
  const packed = await compress(await engine.nextPush(organisationId));
  // A push may have been refused in the name it had until now.
  const book = present(await engine.loadBook(), 'A book that exchanges exists.');
  const { replica, incarnationOf: former } = book;
  const whose = { organisationId, replica };
  const sealed = sealBox(packed, { to: central }, aboutPush(whose), random);
  const about = { ...whose, former, sealedAtMs: centralTimeMs(book, engine.clock.nowMs()) };
  return ok(encodePush(about, sealed, key().sign));
}

/** Central's key for boxes, as it told this replica on their own line. */
function centralKeyOf(book: BookTable | null): Uint8Array | null {
  const told = book?.reach?.carryKey;
  return told === undefined ? null : new Uint8Array(Buffer.from(told, 'hex'));
}

async function handIn(
  { client }: CarryOptions,
  replica: string,
  bytes: Uint8Array,
): Promise<Result<Carried, CarryRefusal>> {
  try {
    const answer = await client.carry(bytes);
    return answer.ok
      ? ok({ kind: 'handed-in', replica, answer: answer.value })
      : err({ kind: 'refused', refusal: answer.error.kind });
  } catch (error) {
    if (error instanceof CentralUnreachable) return err({ kind: 'central-unreachable' });
    throw error;
  }
}

async function takeAnswer(
  { engine, organisationId, key, changed }: CarryOptions,
  book: BookTable,
  sealed: Uint8Array,
): Promise<Result<Carried, CarryRefusal>> {
  const from = centralKeyOf(book);
  const packed = from && key().openBox(sealed, from, aboutAnswer(book));
  // Sealed for a key that this computer had before is as good as nothing: it is asked again.
  if (!packed) return err({ kind: 'damaged' });
  const taken = await engine.takeAnswer(organisationId, await unpackFrame(packed), null);
  if (taken.ok) changed?.();
  return taken.ok ? ok({ kind: 'taken', rows: taken.value.rows }) : err({ kind: 'outdated' });
}
