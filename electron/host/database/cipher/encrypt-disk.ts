import type { Stats } from 'node:fs';
import { present } from '../../../../shared/core/assert.ts';
import type { BookDisk } from '../disk/book-disk.ts';
import {
  lengthOf,
  loadContent,
  openSealedDisk,
  readSealed,
  type SealedContent,
  type SealedFile,
} from './read-sealed-file.ts';
import { truncateSealed, writeSealed } from './write-sealed-file.ts';

/**
 * A disk whose files are encrypted on another one, all of them and all of their content; names and
 * sizes show. `key` is 64 bytes. A file that another key wrote, or none, fails with EIO.
 *
 * The cipher is XTS and has no room for a proof: PostgreSQL writes one page of its log many times
 * and counts on what it wrote before to survive a torn write, which a fresh nonce would undo. Its
 * own checksums find accidents.
 */
export function encryptDisk(disk: BookDisk, key: Uint8Array): BookDisk {
  const sealed = openSealedDisk(disk, key);
  /** One for each file that is open, however often it is: nobody else changes files here. */
  const openByIdentity = new Map<string, OpenContent>();
  const openByHandle = new Map<number, SealedFile & { readonly content: OpenContent }>();
  const fileOf = (handle: number): SealedFile =>
    present(openByHandle.get(handle), 'Only files that are open are read and written.');

  const take = (handle: number): number => {
    try {
      if (!disk.stat(handle).isFile()) return handle;
      const identity = disk.identityOf(handle);
      const known = openByIdentity.get(identity);
      const content = known ?? { ...loadContent(sealed, handle), identity, handles: 0 };
      content.handles += 1;
      openByIdentity.set(identity, content);
      openByHandle.set(handle, { handle, content });
      return handle;
    } catch (error) {
      disk.close(handle);
      throw error;
    }
  };

  const close: BookDisk['close'] = (handle) => {
    const content = openByHandle.get(handle)?.content;
    openByHandle.delete(handle);
    if (content) content.handles -= 1;
    if (content?.handles === 0) openByIdentity.delete(content.identity);
    disk.close(handle);
  };

  const measure = (path: string): number => {
    const handle = take(disk.open(path, 'read'));
    const { length } = fileOf(handle).content;
    close(handle);
    return length;
  };

  return {
    ...disk,
    open: (path, access) => take(disk.open(path, access)),
    create: (path, mode) => take(disk.create(path, mode)),
    close,
    read: (handle, bytes, position) => readSealed(sealed, fileOf(handle), bytes, position),
    write: (handle, bytes, position) => writeSealed(sealed, fileOf(handle), bytes, position),
    truncate: (handle, size) => truncateSealed(sealed, fileOf(handle), size),
    size: (handle) => fileOf(handle).content.length,
    stat: (handle) => {
      const file = openByHandle.get(handle);
      return file ? withSize(disk.stat(handle), file.content.length) : disk.stat(handle);
    },
    statOf: (path) => {
      const stats = disk.statOf(path);
      if (!stats.isFile()) return stats;
      return withSize(stats, lengthOf(stats.size) ?? measure(path));
    },
  };
}

interface OpenContent extends SealedContent {
  readonly identity: string;
  handles: number;
}

/** The object is fresh from the system, and has methods. */
const withSize = (stats: Stats, size: number): Stats => Object.assign(stats, { size });
