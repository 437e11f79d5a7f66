import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { JoinAgainRefusal } from '../../../shared/wire/desk/set-up.ts';
import {
  type EnrolAnswer,
  type EnrolRequest,
  enrolAnswerSchema,
  enrolRefusalSchema,
} from '../../../shared/wire/exchange/enrolment.ts';
import { ENROL_PATH } from '../../../shared/wire/exchange/paths.ts';
import { PROTOCOL_VERSION } from '../../../shared/wire/protocol-version.ts';
import { CentralUnreachable, type Fetch, parseAnswer, post } from './central-request.ts';
import { isPrivateLine } from './is-private-line.ts';

type EnrolDeviceRefusal = Exclude<JoinAgainRefusal, { readonly kind: 'not-needed' }>;

/** Makes this device known to a central server by a one-time code. */
export async function enrolDevice(
  fetch: Fetch,
  centralUrl: string,
  device: Omit<EnrolRequest, 'protocol'>,
): Promise<Result<EnrolAnswer, EnrolDeviceRefusal>> {
  const url = new URL(ENROL_PATH, centralUrl);
  if (!isPrivateLine(url)) return unreachable('The address has to begin with https.');
  const request: EnrolRequest = { protocol: PROTOCOL_VERSION, ...device };
  try {
    const answer = await post(fetch, url, {
      body: JSON.stringify(request),
      headers: { 'content-type': 'application/json' },
    });
    if (answer.status === 200) {
      const enrolled = parseAnswer(answer.bytes, enrolAnswerSchema);
      return enrolled ? ok(enrolled) : unreachable('What answers there is no central server.');
    }
    return refusalOf(answer.status, answer.bytes);
  } catch (error) {
    if (error instanceof CentralUnreachable) return unreachable(error.message);
    throw error;
  }
}

function refusalOf(status: number, bytes: Uint8Array): Result<never, EnrolDeviceRefusal> {
  const refusal = parseAnswer(bytes, enrolRefusalSchema);
  if (refusal?.kind === 'protocol-unsupported') {
    const { kind, protocol: theirs } = refusal;
    return err({ kind, theirs, ours: PROTOCOL_VERSION });
  }
  return refusal ? err(refusal) : unreachable(`Central answered with ${status}.`);
}

const unreachable = (detail: string): Result<never, EnrolDeviceRefusal> =>
  err({ kind: 'central-unreachable', detail });
