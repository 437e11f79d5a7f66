import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';
import type { BookDisk } from './disk/book-disk.ts';
import { type EmscriptenModule, mountDisk } from './disk/mount-disk.ts';

/**
 * PGlite's folder on disk, made to keep what was acknowledged. Out of the box its file system has
 * no fsync at all, so PostgreSQL's is a no-op and a power cut loses or tears commits.
 */
export class DurableFs extends NodeFS {
  readonly #disk: BookDisk;
  readonly #onAbort: (error: unknown) => void;

  /** `onAbort` is called when the database or its disk gives up. It must not come back. */
  constructor(folder: string, disk: BookDisk, onAbort: (error: unknown) => void) {
    super(folder);
    this.#disk = disk;
    this.#onAbort = onAbort;
  }

  override async init(
    pg: PGlite,
    options: Parameters<NodeFS['init']>[1],
  ): ReturnType<NodeFS['init']> {
    const started = await super.init(pg, options);
    const { emscriptenOpts } = started;
    Object.assign(emscriptenOpts, { onAbort: this.#onAbort });
    const preRun = emscriptenOpts.preRun as unknown as ((module: unknown) => void)[];
    preRun.push((module) => mountDisk(module as EmscriptenModule, this.#disk, this.#onAbort));
    return started;
  }
}
