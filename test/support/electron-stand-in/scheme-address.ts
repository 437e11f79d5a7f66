/**
 * Chromium cannot be taught a scheme from outside, so pages live under an address that says which
 * one is meant. `.invalid` is never on any network (RFC 2606).
 */
const SUFFIX = '.scheme.invalid';

/** app://daybook/x -> https://daybook.app.scheme.invalid/x */
export function toHttps(address: string): string {
  return address.replace(/^([a-z]+):\/\/([^/]+)/, `https://$2.$1${SUFFIX}`);
}

/** And back. Other addresses stay as they are. */
export function fromHttps(address: string): string {
  return address.replace(/^https:\/\/([^/]+)\.([a-z]+)\.scheme\.invalid/, '$2://$1');
}
