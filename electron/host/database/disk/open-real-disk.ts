import fs from 'node:fs';
import type { BookDisk } from './book-disk.ts';

/** The disk of this machine. */
export function openRealDisk(): BookDisk {
  let syncs = 0;
  return {
    open: (path, access) => fs.openSync(path, access === 'read' ? 'r' : 'r+'),
    close: fs.closeSync,
    read: readFully,
    write: writeFully,
    truncate: fs.ftruncateSync,
    sync: (file) => {
      fs.fdatasyncSync(file);
      syncs += 1;
    },
    syncFolder,
    create: (path, mode) => fs.openSync(path, 'wx+', mode),
    makeFolder: (path, mode) => fs.mkdirSync(path, mode),
    rename: fs.renameSync,
    unlink: fs.unlinkSync,
    removeFolder: fs.rmdirSync,
    freeBytes: (path) => {
      const { bavail, bsize } = fs.statfsSync(path);
      return bavail * bsize;
    },
    statOf: (path) => fs.lstatSync(path),
    stat: (file) => fs.fstatSync(file),
    size: (file) => fs.fstatSync(file).size,
    // As large numbers: on Windows they are longer than a float can tell apart.
    identityOf: (file) => {
      const { dev, ino } = fs.fstatSync(file, { bigint: true });
      return `${dev}:${ino}`;
    },
    syncCount: () => syncs,
  };
}

/** The system may read and write less than it was asked for. */
function readFully(file: number, bytes: Uint8Array, position: number): number {
  let done = 0;
  while (done < bytes.byteLength) {
    const count = fs.readSync(file, bytes, done, bytes.byteLength - done, position + done);
    if (count === 0) break;
    done += count;
  }
  return done;
}

function writeFully(file: number, bytes: Uint8Array, position: number): void {
  let done = 0;
  while (done < bytes.byteLength) {
    done += fs.writeSync(file, bytes, done, bytes.byteLength - done, position + done);
  }
}

/** A new name is on the disk only once its folder is; Windows does that with the file. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = fs.openSync(path, 'r');
  try {
    fs.fsyncSync(folder);
  } finally {
    fs.closeSync(folder);
  }
}
