import fs from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** The parts of Emscripten's file system that are reached into. */
interface EmscriptenStream {
  readonly nfd: number;
  readonly node: { readonly mode: number };
}
export interface EmscriptenModule {
  readonly FS: {
    readonly isDir: (mode: number) => boolean;
    readonly ErrnoError: new (code: number) => Error;
  };
  readonly NODEFS: {
    stream_ops: Record<string, (...args: never[]) => unknown> & {
      fsync?: (stream: EmscriptenStream) => number;
    };
  };
}

export interface DurableFsOptions {
  /** Called when the database gives up. It must not come back. */
  readonly onAbort: () => void;
  /** Wraps the file operations, below the database and above the disk. */
  readonly layer?: (module: EmscriptenModule) => void;
}

/** Emscripten's number for an I/O error. PostgreSQL panics on it, as it must: see open(2), fsync. */
const EIO = 29;

/**
 * PGlite's folder on disk, made to keep what was acknowledged. Out of the box its file system has
 * no fsync at all, so PostgreSQL's is a no-op and a power cut loses or tears commits.
 */
export class DurableFs extends NodeFS {
  syncs = 0;
  readonly #options: DurableFsOptions;

  constructor(folder: string, options: DurableFsOptions) {
    super(folder);
    this.#options = options;
  }

  override async init(
    pg: PGlite,
    options: Parameters<NodeFS['init']>[1],
  ): ReturnType<NodeFS['init']> {
    const started = await super.init(pg, options);
    const { emscriptenOpts } = started;
    Object.assign(emscriptenOpts, { onAbort: this.#options.onAbort });
    const preRun = emscriptenOpts.preRun as unknown as ((module: unknown) => void)[];
    preRun.push((module) => this.#install(module as EmscriptenModule));
    return started;
  }

  #install(module: EmscriptenModule): void {
    module.NODEFS.stream_ops.fsync = (stream) => {
      try {
        this.#sync(module, stream);
        return 0;
      } catch (cause) {
        throw Object.assign(new module.FS.ErrnoError(EIO), { cause });
      }
    };
    this.#options.layer?.(module);
  }

  #sync(module: EmscriptenModule, stream: EmscriptenStream): void {
    if (module.FS.isDir(stream.node.mode)) {
      // Windows flushes directory entries with the file, and refuses to flush a directory.
      if (process.platform !== 'win32') fs.fsyncSync(stream.nfd);
      return;
    }
    fs.fdatasyncSync(stream.nfd);
    this.syncs += 1;
  }
}
