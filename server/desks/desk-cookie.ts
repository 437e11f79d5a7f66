import { randomBytes } from 'node:crypto';

/** By what a browser is known: the organisation it looks at, and a secret that scripts cannot read. */
export interface DeskPass {
  readonly organisationId: string;
  readonly secret: string;
}

const SECRET_BYTES = 32;
const PASS = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([\w-]{43})$/;

/** `__Host-`: no other name or path, and nobody without encryption, sets or gets it (RFC 6265bis). */
const nameOf = (isEncrypted: boolean): string => (isEncrypted ? '__Host-daybook' : 'daybook-desk');

export const newPass = (organisationId: string): DeskPass => ({
  organisationId,
  secret: randomBytes(SECRET_BYTES).toString('base64url'),
});

/** It ends with the browser. Other sites' pages can have a browser follow a link here, and no more. */
export const cookieOf = ({ organisationId, secret }: DeskPass, isEncrypted: boolean): string =>
  `${nameOf(isEncrypted)}=${organisationId}.${secret}; Path=/; HttpOnly; SameSite=Lax${
    isEncrypted ? '; Secure' : ''
  }`;

/** What a browser brings along; null if it is none of ours. */
export function passIn(cookie: string | undefined, isEncrypted: boolean): DeskPass | null {
  const name = `${nameOf(isEncrypted)}=`;
  const found = (cookie ?? '').split('; ').find((one) => one.startsWith(name));
  const [, organisationId, secret] = PASS.exec(found?.slice(name.length) ?? '') ?? [];
  return organisationId && secret ? { organisationId, secret } : null;
}
