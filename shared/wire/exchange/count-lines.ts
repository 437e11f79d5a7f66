const LINE_FEED = 10;

/** How many rows COPY text has: line feeds inside a value are escaped. */
export function countLines(text: Uint8Array): number {
  let lines = 0;
  // Searching is many times faster than looking at each byte.
  for (let at = text.indexOf(LINE_FEED); at >= 0; at = text.indexOf(LINE_FEED, at + 1)) lines += 1;
  return lines;
}
