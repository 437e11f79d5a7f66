import { relative, sep } from 'node:path';
import type { BookDisk } from '../../electron/host/database/disk/book-disk.ts';
import { present } from '../../shared/core/assert.ts';
import { type Entry, type Inode, ROOT } from './journal.ts';

interface Node {
  readonly inode: Inode;
  /** What a folder holds; null for a file. */
  readonly names: Map<string, Node> | null;
}

/**
 * A disk that notes, in order, every change and every sync of what lies in `root`, an empty folder.
 * A change that fails is not noted. Whatever lies elsewhere passes unnoted.
 */
export function recordDisk(disk: BookDisk, root: string, note: (entry: Entry) => void): BookDisk {
  const top: Node = { inode: ROOT, names: new Map() };
  const files = new Map<number, Inode>();
  let last = ROOT;

  const partsOf = (path: string): readonly string[] | null => {
    const parts = relative(root, path).split(sep);
    return parts[0] === '..' ? null : parts.filter((part) => part !== '');
  };
  const find = (parts: readonly string[]): Node =>
    parts.reduce((node, part) => present(node.names?.get(part), `${part} was recorded.`), top);
  const placeOf = (path: string) => {
    const parts = partsOf(path);
    const name = parts?.at(-1);
    if (!parts || name === undefined) throw new Error(`${path} is not in ${root}.`);
    const folder = find(parts.slice(0, -1));
    return { name, folder: folder.inode, names: present(folder.names, 'It is a folder.') };
  };
  const opened = (path: string, handle: number): number => {
    const parts = partsOf(path);
    files.delete(handle);
    if (parts) files.set(handle, find(parts).inode);
    return handle;
  };
  const enter = (path: string, isFolder: boolean): void => {
    const { names, folder, name } = placeOf(path);
    last += 1;
    names.set(name, { inode: last, names: isFolder ? new Map() : null });
    note({ kind: 'enter', folder, name, inode: last, isFolder });
  };
  const leave = (path: string): void => {
    const { names, folder, name } = placeOf(path);
    const { inode } = present(names.get(name), 'What is removed was there.');
    names.delete(name);
    note({ kind: 'remove', folder, name, inode });
  };
  const fileOf = (handle: number): Inode =>
    present(files.get(handle), 'Only what is in the recorded folder is changed.');

  return {
    ...disk,
    open: (path, access) => opened(path, disk.open(path, access)),
    close: (handle) => {
      files.delete(handle);
      disk.close(handle);
    },
    write: (handle, bytes, at) => {
      disk.write(handle, bytes, at);
      note({ kind: 'write', file: fileOf(handle), at, bytes: Uint8Array.from(bytes) });
    },
    truncate: (handle, size) => {
      disk.truncate(handle, size);
      note({ kind: 'resize', file: fileOf(handle), size });
    },
    sync: (handle) => {
      disk.sync(handle);
      note({ kind: 'sync', inode: fileOf(handle), isFolder: false });
    },
    syncFolder: (path) => {
      disk.syncFolder(path);
      const parts = partsOf(path);
      if (parts) note({ kind: 'sync', inode: find(parts).inode, isFolder: true });
    },
    create: (path, mode) => {
      const handle = disk.create(path, mode);
      enter(path, false);
      return opened(path, handle);
    },
    makeFolder: (path, mode) => {
      disk.makeFolder(path, mode);
      enter(path, true);
    },
    rename: (from, to) => {
      disk.rename(from, to);
      const [old, next] = [placeOf(from), placeOf(to)];
      const node = present(old.names.get(old.name), 'What is renamed was there.');
      old.names.delete(old.name);
      next.names.set(next.name, node);
      const { folder, name } = old;
      const target = { toFolder: next.folder, toName: next.name };
      note({ kind: 'rename', folder, name, inode: node.inode, ...target });
    },
    unlink: (path) => {
      disk.unlink(path);
      leave(path);
    },
    removeFolder: (path) => {
      disk.removeFolder(path);
      leave(path);
    },
  };
}
