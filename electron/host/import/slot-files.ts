import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { RawResource } from '../../../shared/domain/import/read-slot-resource.ts';
import type { ImportRefusal } from '../../../shared/wire/desk/import.ts';
import { SLOT_BUNDLE_BYTES_MAX } from '../../../shared/wire/desk/import-choices.ts';
import { FileTooLarge, readBytes } from './read-bytes.ts';
import type { StoredFile } from './store-file.ts';
import { unpackPart, type ZipPart, zipParts } from './zip-parts.ts';

/** A line that is no JSON: cut off, or never any. */
export interface BrokenResource extends RawResource {
  readonly broken: true;
}

export interface SlotFile {
  readonly source: 'smart' | 'fhir';
  readonly resources: AsyncIterable<RawResource | BrokenResource>;
  /** Files that the manifest names and that are not there. */
  readonly missing: readonly string[];
}

/** The rest of a file cannot be read, whatever came before. */
export class SlotFileBroken extends Error {
  override readonly name = 'SlotFileBroken';
  readonly refusal: ImportRefusal;
  constructor(refusal: ImportRefusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

/** Unpacked, of all files of an archive. */
const UNPACKED_BYTES_MAX = 96 * 1024 * 1024;
const PARTS_MAX = 200;
const MANIFEST_BYTES_MAX = 1024 * 1024;
/** A slot is a few hundred. */
const LINE_LENGTH_MAX = 100_000;
const ZIP_START = 0x04034b50;

type Opened = Result<SlotFile, ImportRefusal>;

/** Opens a file of slots as what it is. Throws SlotFileBroken while it is read on. */
export async function openSlotFile(file: StoredFile): Promise<Opened> {
  const start = file.start(4);
  if (start.readUInt32LE(0) === ZIP_START) return openArchive(await readAll(file));
  const bundle = await readBundle(file);
  if (bundle === null) {
    return ok({ source: 'smart', resources: linesOf(readBytes(file), ''), missing: [] });
  }
  return bundle;
}

async function readAll(file: StoredFile): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of readBytes(file)) {
    bytes += piece.byteLength;
    if (bytes > SLOT_BUNDLE_BYTES_MAX) throw new FileTooLarge('The file is too large.');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Null for a file of lines: its first line is a resource by itself, and no bundle. */
async function readBundle(file: StoredFile): Promise<Opened | null> {
  let head = '';
  for await (const piece of readBytes(file)) {
    head = piece.toString('utf8');
    break;
  }
  const [first = ''] = head.split('\n', 1);
  const whole = first.length < head.length ? parsed(first) : undefined;
  if (whole !== undefined && typeOf(whole) !== 'Bundle')
    return isManifest(whole) ? listOnly() : null;
  const value = parsed((await readAll(file)).toString('utf8'));
  if (value === undefined) {
    return /"resourceType"\s*:\s*"Bundle"/.test(head)
      ? err({ kind: 'not-slots', detail: 'It is cut off, or damaged.' })
      : null;
  }
  if (isManifest(value)) return listOnly();
  return typeOf(value) === 'Bundle' ? openBundle(value as Bundle) : null;
}

const listOnly = (): Opened =>
  err({
    kind: 'not-slots',
    detail: 'It is the list of files only. Choose the zip of all, or one of the files it names.',
  });

interface Bundle {
  readonly entry?: unknown;
}

function openBundle({ entry }: Bundle): Opened {
  if (!Array.isArray(entry)) return err({ kind: 'not-slots', detail: 'There is nothing in it.' });
  return ok({ source: 'fhir', resources: entriesOf(entry), missing: [] });
}

async function* entriesOf(entries: readonly unknown[]): AsyncGenerator<RawResource> {
  for (const [i, entry] of entries.entries()) {
    const { resource, fullUrl } = (entry ?? {}) as { resource?: unknown; fullUrl?: unknown };
    const isNamed = typeof resource === 'object' && resource !== null && 'id' in resource;
    const value = isNamed ? resource : { ...(resource as object | undefined), id: fullUrl };
    yield { line: i + 1, file: '', value };
  }
}

async function openArchive(bytes: Buffer): Promise<Opened> {
  const parts = zipParts(bytes);
  if (parts === null || parts.length > PARTS_MAX) {
    return err({ kind: 'not-slots', detail: 'It cannot be unpacked.' });
  }
  const total = parts.reduce((sum, part) => sum + part.bytes, 0);
  if (total > UNPACKED_BYTES_MAX) {
    return err({ kind: 'file-too-large', maxBytes: UNPACKED_BYTES_MAX });
  }
  const lines = parts.filter(({ name }) => /\.ndjson$/i.test(name) && !/(^|\/)[._]/.test(name));
  if (lines.length === 0) {
    return err({ kind: 'not-slots', detail: 'There is no .ndjson file in it.' });
  }
  const named = await namedByManifest(parts);
  const there = new Set(lines.map(({ name }) => lastOf(name)));
  const missing = named.filter((name) => !there.has(name));
  return ok({ source: 'smart', resources: partsOf(lines), missing });
}

async function* partsOf(parts: readonly ZipPart[]): AsyncGenerator<RawResource | BrokenResource> {
  for (const part of parts) yield* linesOf(bounded(part), lastOf(part.name));
}

/** No more of a part than its directory says: that may lie. */
async function* bounded(part: ZipPart): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const piece of unpackPart(part)) {
    bytes += piece.byteLength;
    if (bytes > part.bytes) {
      throw new SlotFileBroken({ kind: 'not-slots', detail: 'It cannot be unpacked.' });
    }
    yield piece;
  }
}

async function namedByManifest(parts: readonly ZipPart[]): Promise<readonly string[]> {
  for (const part of parts) {
    if (!/\.json$/i.test(part.name) || part.bytes > MANIFEST_BYTES_MAX) continue;
    const pieces: Buffer[] = [];
    for await (const piece of bounded(part)) pieces.push(piece);
    const value = parsed(Buffer.concat(pieces).toString('utf8'));
    if (isManifest(value)) {
      const urls = value.output.map((one) => (one as { url?: unknown } | null)?.url);
      return urls.flatMap((url) => (typeof url === 'string' ? [lastOf(url)] : []));
    }
  }
  return [];
}

/** The name of a file without its folders. */
const lastOf = (path: string): string =>
  path
    .replace(/[?#].*$/, '')
    .replace(/^.*[/\\]/, '')
    .slice(0, 80);

/** Each line by itself; one that is no JSON says so, and the next ones are read. */
async function* linesOf(
  pieces: AsyncIterable<Buffer>,
  file: string,
): AsyncGenerator<RawResource | BrokenResource> {
  const decoder = new TextDecoder('utf-8');
  let [rest, line] = ['', 0];
  const read = (text: string): readonly (RawResource | BrokenResource)[] => {
    line += 1;
    if (text.trim() === '') return [];
    const value = parsed(text.replace(/^\uFEFF/, ''));
    return [value === undefined ? { line, file, value, broken: true } : { line, file, value }];
  };
  for await (const piece of pieces) {
    const texts = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = texts.pop() ?? '';
    if (rest.length > LINE_LENGTH_MAX) {
      throw new SlotFileBroken({ kind: 'line-too-long', line: line + texts.length + 1 });
    }
    for (const text of texts) yield* read(text);
  }
  yield* read(rest);
}

/** undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const typeOf = (value: unknown): unknown =>
  (value as { resourceType?: unknown } | null)?.resourceType;

const isManifest = (value: unknown): value is { readonly output: readonly unknown[] } =>
  Array.isArray((value as { output?: unknown } | null)?.output) && typeOf(value) === undefined;
