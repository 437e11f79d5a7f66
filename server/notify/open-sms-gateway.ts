import { toE164 } from '../../shared/domain/notify/choose-channel.ts';
import type { OutgoingMessage } from '../../shared/engine/notify/begin-sending.ts';
import type { SendOutcome } from '../../shared/engine/notify/settle-sending.ts';
import type { Gateway } from './gateway.ts';
import type { SmsOptions } from './notify-options.ts';
import { retryAfterMs } from './retry-after.ts';

/** How an SMS is handed over, in milliseconds. */
export interface SmsLimits {
  readonly callMs: number;
}

const ANSWER_BYTES_MAX = 64_000;
const LISTED_MAX = 50;
/** Clocks of others differ from ours by no more than that. */
const CLOCK_SLACK_MS = 5 * 60_000;
/** Who could not be reached has not taken anything. */
const NOT_REACHED = [
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'],
];

/** An SMS gateway over HTTP: POST Messages.json with a form, as Twilio and many others have it. */
export function openSmsGateway(options: SmsOptions, { callMs }: SmsLimits): Gateway {
  const { url, account, token, from, countryCode } = options;
  const messages = new URL(
    `/2010-04-01/Accounts/${encodeURIComponent(account)}/Messages.json`,
    url,
  );
  const authorization = `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`;
  const call = (at: URL, init: RequestInit): Promise<Response> =>
    fetch(at, {
      ...init,
      // Elsewhere nobody is to be shown the password.
      redirect: 'error',
      signal: AbortSignal.timeout(callMs),
      headers: { ...(init.headers as Record<string, string>), authorization },
    });
  return {
    send: async (message) => {
      const to = toE164(message.to, countryCode);
      const form = new URLSearchParams({ To: to, From: from, Body: message.text });
      try {
        const answer = await call(messages, {
          method: 'POST',
          body: form,
          headers: { 'idempotency-key': message.key },
        });
        return await outcomeOf(answer);
      } catch (error) {
        return outcomeOfError(error);
      }
    },
    find: async (message, sinceMs) => {
      const at = new URL(messages);
      const to = toE164(message.to, countryCode);
      at.searchParams.set('To', to);
      at.searchParams.set('PageSize', String(LISTED_MAX));
      try {
        const answer = await call(at, { method: 'GET' });
        if (!answer.ok) return 'cannot-say';
        return isListed(JSON.parse(await readText(answer)), message, sinceMs);
      } catch {
        return 'cannot-say';
      }
    },
    close: () => undefined,
  };
}

async function outcomeOf(answer: Response): Promise<SendOutcome> {
  // Taken: what else it says, if it comes at all, changes nothing.
  if (answer.ok) {
    await answer.body?.cancel();
    return { kind: 'sent' };
  }
  const said = await readText(answer).catch(() => '');
  const reason = `${answer.status} ${messageIn(said)}`.trim();
  if (answer.status === 429 || answer.status >= 500) {
    const afterMs = retryAfterMs(answer.headers.get('retry-after'), Date.now());
    return { kind: 'not-now', reason, afterMs };
  }
  return { kind: 'refused', reason };
}

function outcomeOfError(error: unknown): SendOutcome {
  const code = codeOf(error) ?? codeOf((error as { readonly cause?: unknown }).cause);
  if (code !== null && NOT_REACHED.includes(code)) {
    return { kind: 'not-now', reason: code, afterMs: null };
  }
  const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
  return { kind: 'doubt', reason: isTimeout ? 'no-answer' : (code ?? 'connection-lost') };
}

const codeOf = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;

/** What a gateway says is wrong, in one line. */
function messageIn(said: string): string {
  try {
    const { message } = JSON.parse(said) as { readonly message?: unknown };
    return typeof message === 'string' ? message.replaceAll(/\s+/g, ' ') : '';
  } catch {
    return '';
  }
}

async function readText(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    bytes += part.byteLength;
    if (bytes > ANSWER_BYTES_MAX) throw new RangeError('The gateway says more than is read.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

interface Listed {
  readonly body?: unknown;
  readonly status?: unknown;
  readonly date_created?: unknown;
}

const NOT_TAKEN = ['failed', 'undelivered', 'canceled'];

function isListed(
  list: unknown,
  { text }: OutgoingMessage,
  sinceMs: number,
): 'yes' | 'no' | 'cannot-say' {
  const { messages } = list as { readonly messages?: unknown };
  if (!Array.isArray(messages)) return 'cannot-say';
  const isThere = (messages as readonly Listed[]).some(
    ({ body, status, date_created: created }) =>
      body === text &&
      !NOT_TAKEN.includes(String(status)) &&
      Date.parse(String(created)) >= sinceMs - CLOCK_SLACK_MS,
  );
  if (isThere) return 'yes';
  // A full page may have it on the next one.
  return messages.length < LISTED_MAX ? 'no' : 'cannot-say';
}
