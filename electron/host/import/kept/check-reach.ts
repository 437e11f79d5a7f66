import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** How the addresses of the clinic's own network are called by the registries (RFC 6890). */
const NEAR_RANGES: ReadonlySet<string> = new Set([
  'loopback',
  'private',
  'uniqueLocal',
  'carrierGradeNat',
]);

/**
 * Whether a calendar may be fetched from an IP address. Everybody's network may always be reached;
 * this machine and the clinic's own network only where an administrator let the calendar be there.
 * Link-local addresses never: they are what machines tell each other, not calendars.
 */
export function mayReach(address: string, isNear: boolean): boolean {
  if (isIP(address) === 0) return false;
  // An IPv4 address that is written as an IPv6 one is what it stands for.
  const range = ipaddr.process(address).range();
  return range === 'unicast' || (isNear && NEAR_RANGES.has(range));
}

/**
 * The address of a calendar as a browser's bar, Google ("secret address in iCal format") or a
 * webcal: link has it; null if it is none. webcal: is read over TLS.
 */
export function parseCalendarAddress(text: string): URL | null {
  const written = text.trim().replace(/^webcals?:/i, 'https:');
  if (!/^https?:/i.test(written) || !URL.canParse(written)) return null;
  const url = new URL(written);
  url.hash = '';
  return url.hostname === '' ? null : url;
}

/** The server of an address, which is all of it that is shown. */
export const placeOf = (url: URL | null): string => url?.host ?? '';
