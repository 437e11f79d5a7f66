import type { Stats } from 'node:fs';

/**
 * Every operation by which a book touches its folder. The database, the template, the migration to
 * encryption and the rotation of a key all go through one of these, so whoever wraps it sees each
 * write, truncation, creation, rename, removal and sync in the order in which they reach the disk.
 *
 * Paths are those of this machine. What fails throws as node:fs does, with a `code`. `bytes` are
 * the caller's again when a call returns: who keeps them makes a copy.
 */
export interface BookDisk {
  /** A file that exists, or a folder to list or sync. `write` reads, too. */
  readonly open: (path: string, access: 'read' | 'write') => number;
  readonly close: (file: number) => void;
  /** Fills `bytes` from a place in the file as far as it goes; how many there were. */
  readonly read: (file: number, bytes: Uint8Array, position: number) => number;
  /** Writes all of `bytes`, and makes the file longer if need be. */
  readonly write: (file: number, bytes: Uint8Array, position: number) => void;
  /** Makes the file shorter, or longer by zeros. */
  readonly truncate: (file: number, size: number) => void;
  /** Forces the file to the disk, with its length. */
  readonly sync: (file: number) => void;
  /** Forces the names in a folder to the disk. */
  readonly syncFolder: (path: string) => void;
  /** An empty file, open for writing. There is none of this name yet. */
  readonly create: (path: string, mode: number) => number;
  readonly makeFolder: (path: string, mode: number) => void;
  /** Takes the place of what has the new name. */
  readonly rename: (from: string, to: string) => void;
  readonly unlink: (path: string) => void;
  readonly removeFolder: (path: string) => void;
  /** How much room there is for more. */
  readonly freeBytes: (path: string) => number;
  readonly statOf: (path: string) => Stats;
  readonly stat: (file: number) => Stats;
  readonly size: (file: number) => number;
  /** The same for every handle of a file, whatever its name, and for no other file of the disk. */
  readonly identityOf: (file: number) => string;
  /** How often a file was forced to the disk since the start. */
  readonly syncCount: () => number;
}
