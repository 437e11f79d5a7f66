// Beside the schema, so that a window does not load it.

/** More computers than one looks for by hand. */
export const NEAR_ADDRESSES_MAX = 8;
const LENGTH_MAX = 120;
const FORM = /^(?:\[[0-9a-f:.]+\]|[a-z0-9.-]+):(?<port>\d{2,5})$/i;
export const PORT_MAX = 65_535;

/** Whether a text is an address with its port: `192.168.1.20:47811`, `[fe80::1]:47811`. */
export function isNearAddress(text: string): boolean {
  const port = FORM.exec(text)?.groups?.port;
  return text.length <= LENGTH_MAX && port !== undefined && Number(port) <= PORT_MAX;
}
