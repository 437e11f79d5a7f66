import { lookup as lookUp } from 'node:dns/promises';
import { type IncomingMessage, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { LookupFunction } from 'node:net';
import { err, ok, type Result } from '../../../../shared/core/result.ts';
import { FETCHED_BYTES_MAX } from '../../../../shared/wire/desk/import-choices.ts';
import type { AddressTrouble } from '../../../../shared/wire/desk/kept-calendar.ts';
import { placeOf } from './check-reach.ts';
import { takeBody } from './take-body.ts';

/** One address of a host, and whether it is 4 or 6. */
export interface HostAddress {
  readonly address: string;
  readonly family: number;
}

export interface FetchHands {
  /** All addresses of a host. Rejects if there is none. */
  readonly resolve: (host: string) => Promise<readonly HostAddress[]>;
  /** For the whole of it, redirects included. */
  readonly timeoutMs: number;
  readonly isCut: () => boolean;
}

export interface FetchWish {
  readonly url: URL;
  readonly mayReach: (address: string) => boolean;
  /** What the server called the calendar last; null asks for it whatever it is. */
  readonly known: { readonly etag: string | null; readonly lastModified: string | null } | null;
  /** Ends it when nobody wants it any more. */
  readonly signal: AbortSignal;
  /** Takes the next bytes of the calendar, unpacked. */
  readonly take: (bytes: Uint8Array) => void;
}

export type Fetched =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'fetched';
      readonly etag: string | null;
      readonly lastModified: string | null;
    };

const REDIRECTS_MAX = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const TIMEOUT_MS = 30_000;

export const fetchHands = (isCut: () => boolean): FetchHands => ({
  resolve: (host) => lookUp(host, { all: true }),
  timeoutMs: TIMEOUT_MS,
  isCut,
});

/**
 * Fetches a calendar by HTTP within bounds of time, size and redirects. Each host on the way is looked
 * up once, all of its addresses are checked, and the line goes to those and no others, so that
 * nothing that answers differently the next time leads anywhere else. Throws what `take` throws.
 */
export async function fetchCalendar(
  hands: FetchHands,
  wish: FetchWish,
): Promise<Result<Fetched, AddressTrouble>> {
  const late = AbortSignal.timeout(hands.timeoutMs);
  const signal = AbortSignal.any([late, wish.signal]);
  let { url } = wish;
  const fail = (why: AddressTrouble['why'], status: number | null = null) =>
    err<AddressTrouble>({ kind: 'address-trouble', why, place: placeOf(url), status });
  for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects += 1) {
    const reached = hands.isCut()
      ? fail('unreachable')
      : await reach(hands, { ...wish, url, signal }).catch(() => fail('unreachable'));
    if (late.aborted) return fail('too-slow');
    if (!reached.ok) return reached;
    const answer = reached.value;
    const status = answer.statusCode ?? 0;
    if (!REDIRECTS.has(status)) return take(answer, wish, { fail, isLate: () => late.aborted });
    answer.destroy();
    const next = nextOf(url, answer.headers.location);
    if (next === null) return fail('unsafe-redirect', status);
    url = next;
  }
  return fail('too-many-redirects');
}

/** Where a redirect leads; null if nowhere, or from a line that nobody reads to one that anybody does. */
function nextOf(from: URL, location: string | undefined): URL | null {
  if (location === undefined || !URL.canParse(location, from.href)) return null;
  const next = new URL(location, from);
  if (next.protocol !== 'https:' && next.protocol !== 'http:') return null;
  return from.protocol === 'https:' && next.protocol === 'http:' ? null : next;
}

/** Asks one server, at the addresses that were checked. */
async function reach(
  { resolve }: FetchHands,
  { url, mayReach, known, signal }: FetchWish,
): Promise<Result<IncomingMessage, AddressTrouble>> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = await untilAborted(resolve(host), signal);
  const [first] = addresses;
  if (!first || !addresses.every(({ address }) => mayReach(address))) {
    const why = first ? 'not-allowed-here' : 'unreachable';
    return err({ kind: 'address-trouble', why, place: placeOf(url), status: null });
  }
  const lookup: LookupFunction = (_host, options, done) => {
    if (options.all) done(null, [...addresses]);
    else done(null, first.address, first.family);
  };
  const send = url.protocol === 'https:' ? requestSecure : requestPlain;
  return new Promise((answered, failed) => {
    // A line that is left open from before could lead to an address of before.
    const sent = send(url, { agent: false, lookup, signal, headers: headersOf(known) }, (answer) =>
      answered(ok(answer)),
    );
    sent.once('error', failed);
    sent.end();
  });
}

const headersOf = (known: FetchWish['known']): Record<string, string> => ({
  accept: 'text/calendar, */*;q=0.5',
  'accept-encoding': 'gzip',
  'user-agent': 'Daybook',
  ...(known?.etag ? { 'if-none-match': known.etag } : {}),
  ...(known?.lastModified ? { 'if-modified-since': known.lastModified } : {}),
});

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Error('Nobody waits for it any more.'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

const WHY_BY_STATUS: Readonly<Record<number, AddressTrouble['why']>> = {
  401: 'locked',
  403: 'locked',
  404: 'not-found',
  410: 'gone',
};

/** What the server at the end of the way said. */
async function take(
  answer: IncomingMessage,
  wish: FetchWish,
  on: {
    readonly fail: (why: AddressTrouble['why'], status: number) => Result<never, AddressTrouble>;
    readonly isLate: () => boolean;
  },
): Promise<Result<Fetched, AddressTrouble>> {
  const status = answer.statusCode ?? 0;
  if (status !== 200) {
    answer.destroy();
    if (status === 304 && wish.known !== null) return ok({ kind: 'unchanged' });
    return on.fail(WHY_BY_STATUS[status] ?? 'server-trouble', status);
  }
  const taken = await takeBody(answer, FETCHED_BYTES_MAX, wish.take);
  if (on.isLate()) return on.fail('too-slow', status);
  if (taken !== 'taken') return on.fail(taken, status);
  const { etag = null, 'last-modified': lastModified = null } = answer.headers;
  return ok({ kind: 'fetched', etag, lastModified });
}
