/** The headers of a signed request, and what the signature covers. */
export const REPLICA_HEADER = 'x-daybook-replica';
/** Whose key a replica signs with that goes on in the place of another: that other's. */
export const FORMER_HEADER = 'x-daybook-former';
export const SENT_AT_HEADER = 'x-daybook-sent-at';
export const SIGNATURE_HEADER = 'x-daybook-signature';

/** A request signed longer ago, or further ahead, than this is refused. */
export const SIGNATURE_AGE_MAX_MS = 24 * 3_600_000;

export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly replica: string;
  readonly sentAtMs: number;
  /** SHA-256 of the body as sent, in lower-case hex. */
  readonly bodyHash: string;
}

/** The text that is signed with the device's Ed25519 key (RFC 8032); the header has it in base64. */
export const signedText = (r: SignedRequest): string =>
  ['daybook-1', r.method, r.path, r.replica, String(r.sentAtMs), r.bodyHash].join('\n');
