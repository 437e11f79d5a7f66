import { assert } from '../../core/assert.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { countLines } from './count-lines.ts';
import { FRAME_ROWS_MAX, type Section } from './frame-header.ts';

/** A header and, for each of its sections, that section's rows as COPY text. */
export interface Frame<H> {
  readonly header: H;
  readonly bodies: readonly Uint8Array[];
}

const NEWLINE = 10;

/** Lays a frame out as one line of JSON followed by the sections' bytes. */
export function encodeFrame<H extends { readonly sections: readonly Section[] }>(
  frame: Frame<H>,
): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`${JSON.stringify(frame.header)}\n`);
  const size = frame.bodies.reduce((sum, body) => sum + body.byteLength, head.byteLength);
  const bytes = new Uint8Array(size);
  bytes.set(head);
  let at = head.byteLength;
  for (const [i, body] of frame.bodies.entries()) {
    assert(body.byteLength === frame.header.sections[i]?.bytes, 'A section says how long it is.');
    bytes.set(body, at);
    at += body.byteLength;
  }
  return bytes;
}

/**
 * Takes a frame apart. `parse` checks the header; the lengths it states must add up exactly, and its
 * sections have no more rows together than a frame may have, nor others than they say.
 */
export function decodeFrame<H extends { readonly sections: readonly Section[] }>(
  bytes: Uint8Array,
  parse: (json: unknown) => H | null,
): Result<Frame<H>, string> {
  const end = bytes.indexOf(NEWLINE);
  if (end < 0) return err('The frame has no header line.');
  const header = parseHeader(bytes.subarray(0, end), parse);
  if (header === null) return err('The header is not one this version understands.');
  const stated = header.sections.reduce((sum, section) => sum + section.rows, 0);
  if (stated > FRAME_ROWS_MAX) return err(`A frame has at most ${FRAME_ROWS_MAX} rows.`);
  const bodies: Uint8Array[] = [];
  let at = end + 1;
  for (const section of header.sections) {
    if (at + section.bytes > bytes.byteLength) return err('The frame is cut off.');
    const body = bytes.subarray(at, at + section.bytes);
    if (countLines(body) !== section.rows) return err('A section has other rows than it says.');
    bodies.push(body);
    at += section.bytes;
  }
  return at === bytes.byteLength
    ? ok({ header, bodies })
    : err('The frame is longer than its header says.');
}

function parseHeader<H>(line: Uint8Array, parse: (json: unknown) => H | null): H | null {
  try {
    return parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line)));
  } catch {
    return null;
  }
}
