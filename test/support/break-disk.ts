import type { BookDisk } from '../../electron/host/database/disk/book-disk.ts';

/** What a disk no longer does: the operation, on paths with this in their name, with this code. */
export interface Break {
  readonly operation:
    | 'write'
    | 'truncate'
    | 'sync'
    | 'syncFolder'
    | 'create'
    | 'makeFolder'
    | 'rename'
    | 'unlink'
    | 'removeFolder';
  readonly path: string;
  readonly code: string;
  /** So many of them succeed before. */
  readonly after: number;
}

/** A disk that works until `start`, and then breaks as told, for good. */
export function breakDisk(disk: BookDisk): {
  readonly disk: BookDisk;
  readonly start: (fault: Break) => void;
} {
  let fault: Break | null = null;
  let left = 0;
  const paths = new Map<number, string>();
  const meet = (operation: Break['operation'], path: string): void => {
    if (fault?.operation !== operation || !path.includes(fault.path)) return;
    left -= 1;
    if (left >= 0) return;
    throw Object.assign(new Error(`${fault.code}: ${operation} ${path}`), { code: fault.code });
  };
  const named = (file: number, path: string): number => {
    paths.set(file, path);
    return file;
  };
  const nameOf = (file: number): string => paths.get(file) ?? '';
  return {
    disk: {
      ...disk,
      open: (path, access) => named(disk.open(path, access), path),
      create: (path, mode) => {
        meet('create', path);
        return named(disk.create(path, mode), path);
      },
      write: (file, bytes, position) => {
        meet('write', nameOf(file));
        disk.write(file, bytes, position);
      },
      truncate: (file, size) => {
        meet('truncate', nameOf(file));
        disk.truncate(file, size);
      },
      sync: (file) => {
        meet('sync', nameOf(file));
        disk.sync(file);
      },
      syncFolder: (path) => {
        meet('syncFolder', path);
        disk.syncFolder(path);
      },
      makeFolder: (path, mode) => {
        meet('makeFolder', path);
        disk.makeFolder(path, mode);
      },
      rename: (from, to) => {
        meet('rename', from);
        disk.rename(from, to);
      },
      unlink: (path) => {
        meet('unlink', path);
        disk.unlink(path);
      },
      removeFolder: (path) => {
        meet('removeFolder', path);
        disk.removeFolder(path);
      },
    },
    start: (next) => {
      fault = next;
      left = next.after;
    },
  };
}
