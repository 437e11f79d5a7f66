import type { z } from 'zod';

const LINE_FEED = 10;

/** A value as a line of JSON, and bytes after it. */
export function encodeLine(
  value: object,
  bytes: Uint8Array = new Uint8Array(),
): Uint8Array<ArrayBuffer> {
  const line = new TextEncoder().encode(`${JSON.stringify(value)}\n`);
  const whole = new Uint8Array(line.byteLength + bytes.byteLength);
  whole.set(line);
  whole.set(bytes, line.byteLength);
  return whole;
}

/** Takes it apart; null if the line is longer than `lineMax` bytes, or not of this shape. */
export function decodeLine<T>(
  whole: Uint8Array,
  schema: z.ZodType<T>,
  lineMax: number,
): { readonly value: T; readonly bytes: Uint8Array } | null {
  const end = whole.subarray(0, lineMax).indexOf(LINE_FEED);
  if (end < 0) return null;
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(whole.subarray(0, end)));
    const value = schema.safeParse(json).data;
    return value === undefined ? null : { value, bytes: whole.subarray(end + 1) };
  } catch {
    return null;
  }
}
