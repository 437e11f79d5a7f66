import { assert } from '../core/assert.ts';
import { err, ok, type Result } from '../core/result.ts';

/** How far the clocks of a place are ahead of UTC at an instant, in milliseconds. */
export type OffsetMsAt = (instantMs: number) => number;

export interface TimeZone {
  /** The IANA name it was opened by. */
  readonly name: string;
  readonly offsetMsAt: OffsetMsAt;
}

export interface UnknownTimeZone {
  readonly kind: 'unknown-time-zone';
  readonly name: string;
}

/** From this instant on, until the next span, the clocks keep this offset. */
interface Span {
  readonly fromMs: number;
  readonly offsetMs: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The table of changes is found piece by piece, each about a year long. */
const PIECE_MS = 366 * DAY_MS;

/**
 * The clocks are looked at this often when a piece is searched for changes. No zone has changed its
 * clocks twice in less than a week since 1900.
 */
const LOOK_MS = 5 * DAY_MS;

/** The farthest instants a `Date` can hold (ECMA-262, "Time Values and Time Range"). */
const INSTANT_MAX_MS = 8.64e15;

/**
 * A zone by its IANA name, remembering the changes of its clocks as they are asked for, so that a
 * conversion costs well under a microsecond where `Intl` takes several.
 *
 * Plain offsets such as `+05:30` are refused, although `Intl` takes them: PostgreSQL reads their
 * sign the other way round.
 */
export function openTimeZone(name: string): Result<TimeZone, UnknownTimeZone> {
  const offsetMsAt = /^[A-Za-z]/.test(name) ? intlOffset(name) : null;
  if (offsetMsAt === null) return err({ kind: 'unknown-time-zone', name });
  return ok({ name, offsetMsAt: remembered(offsetMsAt) });
}

/** As many as there are names: each is opened once, with the changes of its clocks that were found. */
const known = new Map<string, TimeZone>();

/** A zone whose name was checked when it was stored. */
export function knownTimeZone(name: string): TimeZone {
  const before = known.get(name);
  if (before) return before;
  const zone = openTimeZone(name);
  assert(zone.ok, 'The time zone of a stored branch is known.');
  known.set(name, zone.value);
  return zone.value;
}

export const isTimeZone = (name: string): boolean => openTimeZone(name).ok;

/**
 * The first instant after `beforeMs` at which the clocks no longer keep the offset they had then.
 * They must have changed once, and only once, up to `afterMs`.
 */
export function changeBetween(offsetMsAt: OffsetMsAt, beforeMs: number, afterMs: number): number {
  const oldOffsetMs = offsetMsAt(beforeMs);
  assert(offsetMsAt(afterMs) !== oldOffsetMs, 'The clocks change between the two instants.');
  let oldMs = beforeMs;
  let newMs = afterMs;
  while (newMs - oldMs > 1) {
    const middleMs = Math.floor((oldMs + newMs) / 2);
    if (offsetMsAt(middleMs) === oldOffsetMs) oldMs = middleMs;
    else newMs = middleMs;
  }
  return newMs;
}

function remembered(offsetMsAt: OffsetMsAt): OffsetMsAt {
  const pieces = new Map<number, readonly Span[]>();
  return (instantMs) => {
    assert(Math.abs(instantMs) <= INSTANT_MAX_MS, 'An instant is one that a date can hold.');
    const no = Math.floor(instantMs / PIECE_MS);
    const spans = pieces.get(no) ?? spansOfPiece(offsetMsAt, no);
    pieces.set(no, spans);
    return offsetIn(spans, instantMs);
  };
}

function offsetIn(spans: readonly Span[], instantMs: number): number {
  const span = spans.findLast(({ fromMs }) => fromMs <= instantMs);
  assert(span !== undefined, 'The spans of a piece start where it starts.');
  return span.offsetMs;
}

function spansOfPiece(offsetMsAt: OffsetMsAt, no: number): readonly Span[] {
  const startMs = Math.max(no * PIECE_MS, -INSTANT_MAX_MS);
  const endMs = Math.min((no + 1) * PIECE_MS, INSTANT_MAX_MS);
  let offsetMs = offsetMsAt(startMs);
  const spans = [{ fromMs: startMs, offsetMs }];
  for (let fromMs = startMs; fromMs < endMs; fromMs += LOOK_MS) {
    const toMs = Math.min(fromMs + LOOK_MS, endMs);
    const nextOffsetMs = offsetMsAt(toMs);
    if (nextOffsetMs === offsetMs) continue;
    spans.push({ fromMs: changeBetween(offsetMsAt, fromMs, toMs), offsetMs: nextOffsetMs });
    offsetMs = nextOffsetMs;
  }
  return spans;
}

/** The platform's own knowledge of a zone, slow but complete; null when it knows none by that name. */
function intlOffset(timeZone: string): OffsetMsAt | null {
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    return (instantMs) => readOffsetMs(format.format(instantMs));
  } catch (cause) {
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

/** Reads the end of "7/1/2026, GMT+05:30". Zones of the nineteenth century have seconds, UTC nothing. */
function readOffsetMs(text: string): number {
  const parts = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text);
  assert(parts !== null, 'The platform writes an offset as GMT+hh:mm.');
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = parts;
  const sizeMs = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS + Number(seconds) * 1000;
  return sign === '-' ? -sizeMs : sizeMs;
}
