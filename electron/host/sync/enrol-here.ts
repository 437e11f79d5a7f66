import { err, type Result } from '../../../shared/core/result.ts';
import type { TextSeal } from '../../../shared/core/text-seal.ts';
import type { SetUpRefusal } from '../../../shared/wire/desk/set-up.ts';
import type { EnrolAnswer } from '../../../shared/wire/exchange/enrolment.ts';
import { CentralUnreachable, type Fetch } from './central-request.ts';
import { enrolDevice } from './enrol-device.ts';
import type { NetworkSwitch } from './network-switch.ts';
import { openDeviceKey } from './open-device-key.ts';
import {
  createTrustingFetch,
  fetchAuthority,
  keepAuthority,
  parseCentralAddress,
} from './trusted-authority.ts';

/**
 * Makes this computer known to a central server. An address with a fingerprint names the authority
 * of central's certificate: this computer trusts it from then on, and no other.
 */
export async function enrolHere(
  here: {
    readonly folder: string;
    readonly seal?: TextSeal;
    readonly fetch: Fetch;
    readonly network: NetworkSwitch;
  },
  centralUrl: string,
  code: string,
): Promise<Result<EnrolAnswer, SetUpRefusal>> {
  const address = parseCentralAddress(centralUrl);
  if (!address) return unreachable('What follows # in the address is no fingerprint.');
  const { origin, fingerprint } = address;
  const authority = fingerprint === null ? null : await findAuthority(origin, fingerprint);
  if (fingerprint !== null && authority === null) {
    return unreachable('No certificate there has the fingerprint of the address.');
  }
  const fetch = authority === null ? here.fetch : createTrustingFetch(authority);
  const { publicKey } = openDeviceKey(here.folder, here.seal);
  // Central knows which branch the code is for, and gives the replica its name.
  const shown = { code, name: 'Daybook', publicKey };
  const enrolled = await enrolDevice(here.network.fetch(fetch), origin, shown);
  if (enrolled.ok && authority !== null) keepAuthority(here.folder, authority);
  return enrolled;
}

async function findAuthority(origin: string, fingerprint: string): Promise<string | null> {
  try {
    return await fetchAuthority(origin, fingerprint);
  } catch (error) {
    if (error instanceof CentralUnreachable) return null;
    throw error;
  }
}

const unreachable = (detail: string): Result<never, SetUpRefusal> =>
  err({ kind: 'central-unreachable', detail });
