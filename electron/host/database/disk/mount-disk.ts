import type { Stats } from 'node:fs';
import type { BookDisk } from './book-disk.ts';

/** The parts of Emscripten's file system that are reached into (PGlite 0.5.16). */
interface Node {
  readonly mode: number;
  name: string;
}
interface Stream {
  nfd: number;
  readonly node: Node;
  readonly position: number;
  readonly shared: { refcount: number };
}
interface Attributes {
  readonly size?: number | bigint;
  readonly mode?: number;
  readonly atime?: number;
  readonly mtime?: number;
}
interface NodeOperations {
  getattr: (node: Node) => unknown;
  setattr: (node: Node, attributes: Attributes) => void;
  mknod: (parent: Node, name: string, mode: number, device: number) => Node;
  rename: (node: Node, folder: Node, name: string) => void;
  unlink: (parent: Node, name: string) => void;
  rmdir: (parent: Node, name: string) => void;
}
interface StreamOperations {
  getattr: (stream: Stream) => unknown;
  setattr: (stream: Stream, attributes: Attributes) => void;
  open: (stream: Stream) => void;
  close: (stream: Stream) => void;
  read: (stream: Stream, heap: Int8Array, start: number, length: number, at: number) => number;
  write: (stream: Stream, heap: Int8Array, start: number, length: number, at: number) => number;
  llseek: (stream: Stream, offset: number, whence: number) => number;
  fsync?: (stream: Stream) => number;
}
export interface EmscriptenModule {
  readonly FS: {
    readonly isDir: (mode: number) => boolean;
    readonly isFile: (mode: number) => boolean;
    readonly ErrnoError: new (code: number) => Error;
  };
  readonly NODEFS: {
    readonly node_ops: NodeOperations;
    readonly stream_ops: StreamOperations;
    readonly realPath: (node: Node) => string;
    readonly createNode: (parent: Node, name: string, mode: number, device: number) => Node;
    readonly doGetAttr: (stat: () => Stats, node: Node) => unknown;
    /** Turns an error of node:fs into one of Emscripten's. */
    readonly tryFSOperation: <T>(run: () => T) => T;
  };
}

/** What the disk says when it is full, broken or no longer writable. */
const FATAL = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'ENXIO', 'ENODEV']);
/** Emscripten's numbers for an I/O error and a wrong argument. */
const EIO = 29;
const EINVAL = 28;
const SEEK_CUR = 1;
const SEEK_END = 2;

/**
 * Puts a disk under the database's file system. `onFailure` is called when the disk refuses to
 * change something: what PostgreSQL does then differs from one file to another, and PGlite never
 * comes back from some of it, so the process had better end there and then.
 */
export function mountDisk(
  module: EmscriptenModule,
  disk: BookDisk,
  onFailure: (error: unknown) => void,
): void {
  const change = changer(module, onFailure);
  Object.assign(module.NODEFS.node_ops, nodeOperations(module, disk, change));
  Object.assign(module.NODEFS.stream_ops, streamOperations(module, disk, change));
  Object.assign(module.NODEFS.stream_ops, {
    fsync: (stream: Stream) => {
      try {
        sync(module, disk, stream.node, stream.nfd);
        return 0;
      } catch (cause) {
        onFailure(cause);
        // PostgreSQL panics on it, as it must: what was not synced may be gone already.
        throw Object.assign(new module.FS.ErrnoError(EIO), { cause });
      }
    },
  });
}

type Change = <T>(run: () => T) => T;

const changer =
  ({ NODEFS }: EmscriptenModule, onFailure: (error: unknown) => void): Change =>
  (run) =>
    NODEFS.tryFSOperation(() => {
      try {
        return run();
      } catch (error) {
        if (FATAL.has((error as NodeJS.ErrnoException).code ?? '')) onFailure(error);
        throw error;
      }
    });

function nodeOperations(
  { FS, NODEFS }: EmscriptenModule,
  disk: BookDisk,
  change: Change,
): NodeOperations {
  const { setattr } = NODEFS.node_ops;
  const pathIn = (folder: Node, name: string): string => `${NODEFS.realPath(folder)}/${name}`;
  return {
    getattr: (node) => NODEFS.doGetAttr(() => disk.statOf(NODEFS.realPath(node)), node),
    setattr: (node, { size, ...rest }) => {
      if (hasOther(rest)) setattr(node, rest);
      if (size === undefined) return;
      change(() => {
        const file = disk.open(NODEFS.realPath(node), 'write');
        try {
          disk.truncate(file, Number(size));
        } finally {
          disk.close(file);
        }
      });
    },
    mknod: (parent, name, mode, device) => {
      const node = NODEFS.createNode(parent, name, mode, device);
      const path = NODEFS.realPath(node);
      change(() => {
        if (FS.isDir(mode)) disk.makeFolder(path, mode);
        else disk.close(disk.create(path, mode));
      });
      return node;
    },
    rename: (node, folder, name) => {
      change(() => disk.rename(NODEFS.realPath(node), pathIn(folder, name)));
      node.name = name;
    },
    unlink: (parent, name) => change(() => disk.unlink(pathIn(parent, name))),
    rmdir: (parent, name) => change(() => disk.removeFolder(pathIn(parent, name))),
  };
}

function streamOperations(
  { FS, NODEFS }: EmscriptenModule,
  disk: BookDisk,
  change: Change,
): StreamOperations {
  const { setattr } = NODEFS.stream_ops;
  return {
    getattr: (stream) => NODEFS.doGetAttr(() => disk.stat(stream.nfd), stream.node),
    setattr: (stream, { size, ...rest }) => {
      if (hasOther(rest)) setattr(stream, rest);
      if (size !== undefined) change(() => disk.truncate(stream.nfd, Number(size)));
    },
    open: (stream) => {
      const path = NODEFS.realPath(stream.node);
      // Who may write is checked above; the disk is asked for no more than a folder allows.
      const access = FS.isDir(stream.node.mode) ? 'read' : 'write';
      stream.nfd = NODEFS.tryFSOperation(() => disk.open(path, access));
      stream.shared.refcount = 1;
    },
    close: (stream) => {
      stream.shared.refcount -= 1;
      if (stream.shared.refcount === 0) NODEFS.tryFSOperation(() => disk.close(stream.nfd));
    },
    read: (stream, heap, start, length, at) =>
      NODEFS.tryFSOperation(() => disk.read(stream.nfd, bytesIn(heap, start, length), at)),
    write: (stream, heap, start, length, at) => {
      change(() => disk.write(stream.nfd, bytesIn(heap, start, length), at));
      return length;
    },
    llseek: (stream, offset, whence) => {
      const from =
        whence === SEEK_CUR
          ? stream.position
          : whence === SEEK_END && FS.isFile(stream.node.mode)
            ? NODEFS.tryFSOperation(() => disk.size(stream.nfd))
            : 0;
      if (from + offset < 0) throw new FS.ErrnoError(EINVAL);
      return from + offset;
    },
  };
}

function sync({ FS, NODEFS }: EmscriptenModule, disk: BookDisk, node: Node, file: number): void {
  if (FS.isDir(node.mode)) disk.syncFolder(NODEFS.realPath(node));
  else disk.sync(file);
}

const hasOther = ({ mode, atime, mtime }: Attributes): boolean =>
  (mode ?? atime ?? mtime) !== undefined;

const bytesIn = (heap: Int8Array, start: number, length: number): Uint8Array =>
  new Uint8Array(heap.buffer, heap.byteOffset + start, length);
