import { X509Certificate } from 'node:crypto';
import type { z } from 'zod';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { DeviceRefusal, NewCode } from '../../../shared/wire/desk/devices.ts';
import {
  type AdminClaim,
  administrationRefusalSchema,
  type CodeRequest,
  codeAnswerSchema,
  revocationAnswerSchema,
} from '../../../shared/wire/exchange/administration.ts';
import { CODES_PATH, REVOCATIONS_PATH } from '../../../shared/wire/exchange/paths.ts';
import { CentralUnreachable, type Fetch, parseAnswer, post } from './central-request.ts';
import { isPrivateLine } from './is-private-line.ts';

type Claim = Pick<AdminClaim, 'login' | 'password'>;
type Device = Pick<CodeRequest, 'name' | 'kind' | 'branchId' | 'doctorId' | 'branchIds'>;

/** What an administrator asks of central; the password is passed on, and kept nowhere. */
export interface CentralAdmin {
  readonly makeCode: (claim: Claim, device: Device) => Promise<Result<NewCode, DeviceRefusal>>;
  readonly retire: (claim: Claim, replica: string) => Promise<Result<null, DeviceRefusal>>;
}

export interface CentralAdminOptions {
  readonly centralUrl: string;
  readonly organisationId: string;
  readonly fetch: Fetch;
  /** The one authority that central's certificate comes from; null: any the system trusts. */
  readonly authority: string | null;
}

export function createCentralAdmin(options: CentralAdminOptions): CentralAdmin {
  const { organisationId } = options;
  return {
    makeCode: async (claim, device) => {
      const body = { ...claim, organisationId, ...device };
      const made = await send(options, CODES_PATH, body, codeAnswerSchema);
      return made.ok ? ok({ ...made.value, centralAddress: addressOf(options) }) : made;
    },
    retire: async (claim, replica) => {
      const body = { ...claim, organisationId, replica };
      const done = await send(options, REVOCATIONS_PATH, body, revocationAnswerSchema);
      return done.ok ? ok(null) : done;
    },
  };
}

/** As whoever joins types it: with the fingerprint by which this computer knows central, if it does. */
function addressOf({ centralUrl, authority }: CentralAdminOptions): string {
  const { origin } = new URL(centralUrl);
  if (authority === null) return origin;
  const fingerprint = new X509Certificate(authority).fingerprint256.replaceAll(':', '');
  return `${origin}/#sha256=${fingerprint.toLowerCase()}`;
}

async function send<T>(
  { centralUrl, fetch }: CentralAdminOptions,
  path: typeof CODES_PATH | typeof REVOCATIONS_PATH,
  body: object,
  schema: z.ZodType<T>,
): Promise<Result<T, DeviceRefusal>> {
  const url = new URL(path, centralUrl);
  if (!isPrivateLine(url)) return err({ kind: 'central-unreachable' });
  try {
    const answer = await post(fetch, url, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
    const value = answer.status === 200 ? parseAnswer(answer.bytes, schema) : null;
    return value === null ? err(refusalOf(path, answer.bytes)) : ok(value);
  } catch (error) {
    if (error instanceof CentralUnreachable) return err({ kind: 'central-unreachable' });
    throw error;
  }
}

function refusalOf(path: string, bytes: Uint8Array): DeviceRefusal {
  const refusal = parseAnswer(bytes, administrationRefusalSchema);
  switch (refusal?.kind) {
    case 'wrong-login-or-password':
      return { kind: 'wrong-password' };
    case 'unknown-record':
      return { kind: path === CODES_PATH ? 'unknown-place' : 'unknown-device' };
    case 'too-many-attempts':
    case 'not-permitted':
      return refusal;
    default:
      return { kind: 'refused' };
  }
}
