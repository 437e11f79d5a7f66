import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { err, ok, type Result } from '../../core/result.ts';

/** No frame is longer when it is packed. */
export const CARRIED_BYTES_MAX = 8_000_000;
/** Central takes what was sealed so long ago: a stick may lie about, a laptop be away. */
export const CARRIED_AGE_MAX_MS = 30 * 86_400_000;
const VERSION = 1;
const HEADER_BYTES_MAX = 2000;

const base = {
  daybook: z.literal('carried'),
  version: z.literal(VERSION),
  organisationId: z.uuid(),
  /** Whose push it is, or whom the answer is for. */
  replica: z.string().min(1).max(60),
  /** Of the sealed bytes after the header: their length, and SHA-256 in lower-case hex. */
  length: z.int().min(0).max(CARRIED_BYTES_MAX),
  hash: z.string().length(64),
};

const pushSchema = z.object({
  ...base,
  kind: z.literal('push'),
  /** Whose key signs, if the replica goes on in the place of another: that other's. */
  former: z.string().max(60).nullable(),
  sealedAtMs: z.int(),
  /** By the device's key, in base64, over `carriedText`. */
  signature: z.string().max(120),
});
const answerSchema = z.object({ ...base, kind: z.literal('answer') });

/**
 * What goes to central by another hand than the replica's own, or comes back so: a push, sealed for
 * central and signed by the device; an answer, sealed by central for the device. Who carries it reads
 * neither.
 */
export const carriedSchema = z.discriminatedUnion('kind', [pushSchema, answerSchema]);
type CarriedPush = z.infer<typeof pushSchema>;

export interface Carried<H extends z.infer<typeof carriedSchema>> {
  readonly header: H;
  readonly sealed: Uint8Array;
}

type Whose = Pick<CarriedPush, 'organisationId' | 'replica'>;

/** What a box is bound to: a push is no answer, and nobody's is another's. */
export const aboutPush = ({ organisationId, replica }: Whose): string =>
  ['daybook-carried-push-1', organisationId, replica].join('\n');
export const aboutAnswer = ({ organisationId, replica }: Whose): string =>
  ['daybook-carried-answer-1', organisationId, replica].join('\n');

/** The text that the device signs. It can be taken for no request, and for nobody else's push. */
export const carriedText = (header: Omit<CarriedPush, 'signature'>): string =>
  [
    'daybook-carried-1',
    header.organisationId,
    header.replica,
    header.former ?? '',
    String(header.sealedAtMs),
    String(header.length),
    header.hash,
  ].join('\n');

const sumOf = (sealed: Uint8Array) => ({
  length: sealed.byteLength,
  hash: bytesToHex(sha256(sealed)),
});

/** A push as a file has it: one line of JSON, and the sealed bytes. */
export function encodePush(
  about: Whose & Pick<CarriedPush, 'former' | 'sealedAtMs'>,
  sealed: Uint8Array,
  sign: (text: string) => string,
): Uint8Array<ArrayBuffer> {
  const { organisationId, replica, former, sealedAtMs } = about;
  const whole = { daybook: 'carried', version: VERSION, kind: 'push' } as const;
  const header = { ...whole, organisationId, replica, former, sealedAtMs, ...sumOf(sealed) };
  return encode({ ...header, signature: sign(carriedText(header)) }, sealed);
}

export function encodeAnswer(to: Whose, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
  const { organisationId, replica } = to;
  const whole = { daybook: 'carried', version: VERSION, kind: 'answer' } as const;
  return encode({ ...whole, organisationId, replica, ...sumOf(sealed) }, sealed);
}

function encode(header: object, sealed: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`${JSON.stringify(header)}\n`);
  const bytes = new Uint8Array(head.byteLength + sealed.byteLength);
  bytes.set(head);
  bytes.set(sealed, head.byteLength);
  return bytes;
}

const LINE_FEED = 10;

/** Takes it apart. `not-ours`: it is something else; `damaged`: it was cut off or altered. */
export function decodeCarried(
  bytes: Uint8Array,
): Result<Carried<z.infer<typeof carriedSchema>>, 'not-ours' | 'damaged'> {
  const end = bytes.subarray(0, HEADER_BYTES_MAX).indexOf(LINE_FEED);
  const header = end < 0 ? null : parse(bytes.subarray(0, end));
  if (header === null) return err('not-ours');
  const sealed = bytes.subarray(end + 1);
  const { length, hash } = sumOf(sealed);
  return length === header.length && hash === header.hash ? ok({ header, sealed }) : err('damaged');
}

function parse(line: Uint8Array): z.infer<typeof carriedSchema> | null {
  try {
    return carriedSchema.safeParse(JSON.parse(new TextDecoder().decode(line))).data ?? null;
  } catch {
    return null;
  }
}
