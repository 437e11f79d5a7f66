import { readFileSync } from 'node:fs';

/** An SMS gateway that is spoken to as Twilio is. */
export interface SmsOptions {
  readonly url: string;
  readonly account: string;
  readonly token: string;
  /** The number, or the name, that messages come from. */
  readonly from: string;
  /** Of numbers that are written without one: "91". */
  readonly countryCode: string;
}

/** A server that takes e-mail. */
export interface EmailOptions {
  /** smtps://host:465, or smtp://host:587, which is encrypted before anything is said. */
  readonly url: string;
  readonly user: string | null;
  readonly password: string | null;
  readonly from: string;
}

export interface NotifyOptions {
  readonly sms: SmsOptions | null;
  readonly email: EmailOptions | null;
}

type Env = Readonly<Record<string, string | undefined>>;

/** What central sends messages with, by its environment. Throws a TypeError on half of it. */
export function parseNotifyOptions(env: Env): NotifyOptions {
  return { sms: parseSms(env), email: parseEmail(env) };
}

function parseSms(env: Env): SmsOptions | null {
  const url = env.DAYBOOK_SMS_URL;
  if (url === undefined) return null;
  const countryCode = need(env, 'DAYBOOK_SMS_COUNTRY_CODE');
  if (!/^[1-9]\d{0,2}$/.test(countryCode)) {
    throw new TypeError('DAYBOOK_SMS_COUNTRY_CODE is one to three digits: 91.');
  }
  return {
    url: checkUrl('DAYBOOK_SMS_URL', url, ['https:'], 'http:'),
    account: need(env, 'DAYBOOK_SMS_ACCOUNT'),
    token: needSecret(env, 'DAYBOOK_SMS_TOKEN'),
    from: need(env, 'DAYBOOK_SMS_FROM'),
    countryCode,
  };
}

function parseEmail(env: Env): EmailOptions | null {
  const url = env.DAYBOOK_SMTP_URL;
  if (url === undefined) return null;
  const user = env.DAYBOOK_SMTP_USER ?? null;
  return {
    url: checkUrl('DAYBOOK_SMTP_URL', url, ['smtps:', 'smtp:'], null),
    user,
    password: user === null ? null : needSecret(env, 'DAYBOOK_SMTP_PASSWORD'),
    from: need(env, 'DAYBOOK_SMTP_FROM'),
  };
}

function need(env: Env, name: string): string {
  const value = env[name]?.trim();
  if (value) return value;
  throw new TypeError(`${name} is missing.`);
}

/** A secret as it is, or in a file that is named: for systemd and containers. */
function needSecret(env: Env, name: string): string {
  const file = env[`${name}_FILE`];
  if (file === undefined) return need(env, name);
  const secret = readFileSync(file, 'utf8').trim();
  if (secret) return secret;
  throw new TypeError(`The file of ${name}_FILE is empty.`);
}

const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost'];

/** Names and numbers of patients go there: in the clear to this machine alone. */
function checkUrl(
  name: string,
  text: string,
  protocols: readonly string[],
  onLoopback: string | null,
): string {
  const url = URL.parse(text);
  const isHere = url !== null && LOOPBACK.includes(url.hostname) && url.protocol === onLoopback;
  if (url === null || !(protocols.includes(url.protocol) || isHere)) {
    throw new TypeError(`${name} begins with ${protocols.map((one) => `${one}//`).join(' or ')}.`);
  }
  if (url.username || url.password) throw new TypeError(`${name} has no password in it.`);
  return text;
}
