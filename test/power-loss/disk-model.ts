import { present } from '../../shared/core/assert.ts';
import { createFileBytes, type FileBytes } from './file-bytes.ts';
import { type Content, type Entry, type Inode, type Naming, ROOT } from './journal.ts';

/**
 * `journaling`: names reach the disk in the order in which they were given, and any sync takes all
 * of them there (ext4, XFS, APFS, NTFS). `strict`: what POSIX promises and no more. A new name is on
 * the disk once its file or its folder is synced, a rename or a removal once the folder is; of all
 * others each may be there or not.
 */
export type DiskModel = 'journaling' | 'strict';

/** A change that is not known to be on the disk, and its place in the journal. */
export interface Unsynced<C> {
  readonly index: number;
  readonly change: C;
}

/** What a power cut leaves of changes that were not synced. */
export interface Survival {
  /** Which names are on the disk, in their order. */
  readonly namings: (unsynced: readonly Unsynced<Naming>[]) => readonly Naming[];
  /** What of a file's changes is on the disk: each whole, in pieces, or not at all. */
  readonly contents: (unsynced: readonly Unsynced<Content>[]) => readonly Content[];
}

/** What is found after the cut: folders by name, files as their bytes. */
export type Tree = ReadonlyMap<string, Tree | Uint8Array>;

export interface ModelDisk {
  readonly take: (entry: Entry, index: number) => void;
  readonly cutPower: (survival: Survival) => Tree;
}

interface File {
  readonly synced: FileBytes;
  unsynced: Unsynced<Content>[];
}
type Folders = Map<Inode, Map<string, Inode>>;

/** A disk that knows what of a journal is safely on it. */
export function createModelDisk(model: DiskModel): ModelDisk {
  const files = new Map<Inode, File>();
  const folders: Folders = new Map([[ROOT, new Map()]]);
  let unsynced: Unsynced<Naming>[] = [];
  const fileOf = (inode: Inode): File => present(files.get(inode), 'The file was made before.');

  const settleNames = (synced: Inode): void => {
    const isSettled = ({ change }: Unsynced<Naming>): boolean =>
      model === 'journaling' || settles(synced, change);
    for (const { change } of unsynced.filter(isSettled)) applyNaming(folders, change);
    unsynced = unsynced.filter((one) => !isSettled(one));
  };

  return {
    take: (entry, index) => {
      if (entry.kind === 'write' || entry.kind === 'resize') {
        fileOf(entry.file).unsynced.push({ index, change: entry });
      } else if (entry.kind === 'sync') {
        if (!entry.isFolder) {
          const file = fileOf(entry.inode);
          for (const { change } of file.unsynced) file.synced.apply(change);
          file.unsynced = [];
        }
        settleNames(entry.inode);
      } else if (entry.kind !== 'asked' && entry.kind !== 'answered') {
        if (entry.kind === 'enter') {
          if (entry.isFolder) folders.set(entry.inode, new Map());
          else files.set(entry.inode, { synced: createFileBytes(), unsynced: [] });
        }
        unsynced.push({ index, change: entry });
      }
    },
    cutPower: (survival) => {
      const names: Folders = new Map([...folders].map(([inode, held]) => [inode, new Map(held)]));
      for (const change of survival.namings(unsynced)) applyNaming(names, change);
      return treeOf(ROOT, names, (inode) => {
        const file = fileOf(inode);
        const kept = survival.contents(file.unsynced);
        if (kept.length === 0) return file.synced.bytes();
        const found = createFileBytes(file.synced.bytes());
        for (const change of kept) found.apply(change);
        return found.bytes();
      });
    },
  };
}

function settles(synced: Inode, change: Naming): boolean {
  if (change.folder === synced) return true;
  if (change.kind === 'enter') return change.inode === synced;
  return change.kind === 'rename' && change.toFolder === synced;
}

/** Does nothing where what it begins from is not on the disk. */
function applyNaming(folders: Folders, change: Naming): void {
  const held = present(folders.get(change.folder), 'The folder was made before.');
  if (change.kind === 'enter') {
    held.set(change.name, change.inode);
    return;
  }
  if (held.get(change.name) !== change.inode) return;
  held.delete(change.name);
  if (change.kind === 'rename') {
    present(folders.get(change.toFolder), 'The folder was made before.').set(
      change.toName,
      change.inode,
    );
  }
}

const treeOf = (folder: Inode, folders: Folders, read: (file: Inode) => Uint8Array): Tree =>
  new Map(
    [...present(folders.get(folder), 'It is a folder.')].map(([name, inode]) => [
      name,
      folders.has(inode) ? treeOf(inode, folders, read) : read(inode),
    ]),
  );
