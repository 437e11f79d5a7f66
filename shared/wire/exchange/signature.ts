/*
 * The headers of a signed request, and what the signature covers.
 */

/**
 * Whose replica it is: names are an organisation's own. It is not signed, as it only says whose key
 * has to fit; programs from before it was do not send it.
 */
export const ORGANISATION_HEADER = 'x-daybook-organisation';
export const REPLICA_HEADER = 'x-daybook-replica';
/** Whose key a replica signs with that goes on in the place of another: that other's. */
export const FORMER_HEADER = 'x-daybook-former';
export const SENT_AT_HEADER = 'x-daybook-sent-at';
/** The request's own name, of which no second one is taken. */
export const NONCE_HEADER = 'x-daybook-nonce';
export const SIGNATURE_HEADER = 'x-daybook-signature';

/**
 * A request signed longer ago, or further ahead, than this is refused, and told central's time: a
 * replica whose clock is wrong signs again by that, so that no clock locks it out.
 */
export const SIGNATURE_AGE_MAX_MS = 5 * 60_000;

/** How a nonce is written: 16 random bytes in base64url. */
export const NONCE_FORM = /^[\w-]{22}$/;

export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly replica: string;
  readonly sentAtMs: number;
  readonly nonce: string;
  /** SHA-256 of the body as sent, in lower-case hex. */
  readonly bodyHash: string;
}

/** The text that is signed with the device's Ed25519 key (RFC 8032); the header has it in base64. */
export const signedText = (r: SignedRequest): string =>
  ['daybook-2', r.method, r.path, r.replica, String(r.sentAtMs), r.nonce, r.bodyHash].join('\n');

/** What the new key of a device signs, to prove that the device has it. */
export const keyProofText = (replica: string, publicKey: string): string =>
  ['daybook-key-1', replica, publicKey].join('\n');
