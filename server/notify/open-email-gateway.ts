import { createTransport } from 'nodemailer';
import type { SendOutcome } from '../../shared/engine/notify/settle-sending.ts';
import type { Gateway } from './gateway.ts';
import type { EmailOptions } from './notify-options.ts';

/** How an e-mail is handed over, in milliseconds. */
export interface EmailLimits {
  readonly callMs: number;
}

/** E-mail by SMTP. The key of a message is its Message-ID: who gets it twice sees that it is one. */
export function openEmailGateway(options: EmailOptions, limits: EmailLimits): Gateway {
  const domain = /@([^\s>]+)/.exec(options.from)?.[1] ?? 'daybook.invalid';
  return {
    send: async ({ to, subject, text, key }) => {
      const { transport, hasBegun } = openConnection(options, limits);
      try {
        await transport.sendMail({
          ...{ from: options.from, to: { name: '', address: to }, subject, text },
          messageId: `<${key}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { kind: 'sent' };
      } catch (error) {
        return outcomeOf(error as SmtpError, hasBegun());
      } finally {
        transport.close();
      }
    },
    // SMTP has no way to ask what was taken.
    find: async () => 'cannot-say',
    close: () => undefined,
  };
}

/** A connection for one message, and whether the server has begun to take it. */
function openConnection(
  { url, user, password }: EmailOptions,
  { callMs }: EmailLimits,
): { readonly transport: ReturnType<typeof createTransport>; readonly hasBegun: () => boolean } {
  const { protocol, hostname, port } = new URL(url);
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  const secure = protocol === 'smtps:';
  let hasBegun = false;
  const transport = createTransport({
    host: hostname.replaceAll(/[[\]]/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    // Beyond this machine nothing is said before it is encrypted.
    requireTLS: !secure && !isHere,
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: callMs,
    greetingTimeout: callMs,
    socketTimeout: callMs,
    // Text is text: nothing is fetched because a name looks like an address of something.
    disableFileAccess: true,
    disableUrlAccess: true,
    // What is said between the two is listened to for one thing, and goes nowhere.
    transactionLog: true,
    logger: listener((entry, said) => {
      if (entry.tnx === 'server' && BEGINS.test(said)) hasBegun = true;
    }),
  });
  return { transport, hasBegun: () => hasBegun };
}

/** "354 End data with <CR><LF>.<CR><LF>" (RFC 5321, 3.3). */
const BEGINS = /^354[ -]/;

type Heard = (entry: { readonly tnx?: unknown }, said: string) => void;

function listener(heard: Heard) {
  const deaf = (): void => undefined;
  const level = { level: deaf, trace: deaf, info: deaf, warn: deaf, error: deaf, fatal: deaf };
  return {
    ...level,
    debug: (entry: unknown, said: unknown) => heard(entry as object, String(said)),
  };
}

interface SmtpError {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** A server that had begun to take a message, and did not say how it ended, may have taken it. */
function outcomeOf({ code, responseCode, response }: SmtpError, hasBegun: boolean): SendOutcome {
  if (responseCode !== undefined) {
    const reason = (response ?? String(responseCode)).replaceAll(/\s+/g, ' ');
    return responseCode >= 500
      ? { kind: 'refused', reason }
      : { kind: 'not-now', reason, afterMs: null };
  }
  const reason = code ?? 'connection-lost';
  if (hasBegun) return { kind: 'unknown', reason };
  return code === 'EENVELOPE'
    ? { kind: 'refused', reason }
    : { kind: 'not-now', reason, afterMs: null };
}
