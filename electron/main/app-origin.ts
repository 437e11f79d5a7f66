/** The scheme and the host under which the window's files are served. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'daybook';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

/** Whether an address is one of ours. `new URL().origin` says "null" for schemes like this one. */
export function isAppUrl(address: string): boolean {
  return address === APP_ORIGIN || address.startsWith(`${APP_ORIGIN}/`);
}
