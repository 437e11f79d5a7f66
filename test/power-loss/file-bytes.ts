import type { Content } from './journal.ts';

/** A file's content that changes are made to. */
export interface FileBytes {
  readonly apply: (change: Content) => void;
  /** As it is now; later changes may show in it. */
  readonly bytes: () => Uint8Array;
}

/** Starts empty, or as a copy of `start`. */
export function createFileBytes(start: Uint8Array = new Uint8Array()): FileBytes {
  let room = Uint8Array.from(start);
  let size = start.byteLength;
  const resize = (next: number): void => {
    if (next > room.byteLength) {
      const more = new Uint8Array(Math.max(next, room.byteLength * 2));
      more.set(room.subarray(0, size));
      room = more;
    }
    // Nothing of what was cut off comes back when the file grows again.
    if (next < size) room.fill(0, next, size);
    size = next;
  };
  return {
    apply: (change) => {
      if (change.kind === 'resize') {
        resize(change.size);
        return;
      }
      const end = change.at + change.bytes.byteLength;
      if (end > size) resize(end);
      room.set(change.bytes, change.at);
    },
    bytes: () => room.subarray(0, size),
  };
}
