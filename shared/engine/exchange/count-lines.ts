const LINE_FEED = 10;

/** How many rows COPY text has: line feeds inside a value are escaped. */
export function countLines(text: Uint8Array): number {
  let lines = 0;
  for (const byte of text) if (byte === LINE_FEED) lines += 1;
  return lines;
}
