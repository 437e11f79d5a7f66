import { setImmediate } from 'node:timers/promises';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { SlotList } from '../../../shared/domain/import/group-slot-list.ts';
import {
  keyOf,
  type RawResource,
  readSlotResource,
  type SlotListNote,
  type SlotListSchedule,
  type SlotListSlot,
} from '../../../shared/domain/import/read-slot-resource.ts';
import type { ImportRefusal } from '../../../shared/wire/desk/import.ts';
import { SLOT_BUNDLE_BYTES_MAX, SLOT_LIST_MAX } from '../../../shared/wire/desk/import-choices.ts';
import { FileTooLarge, readBytes } from './read-bytes.ts';
import { openSlotFile, type SlotFile, SlotFileBroken } from './slot-files.ts';
import type { StoredFile } from './store-file.ts';

export interface ReadSlotList extends SlotList {
  /** SMART Scheduling Links, line by line, or one bundle. */
  readonly source: 'smart' | 'fhir';
}

interface Watch {
  /** Asked from time to time; false stops. */
  readonly isWanted: () => boolean;
  readonly onRows: (rows: number) => void;
}

/** The host has other work: it gets its turn after so many. */
const ROWS_AT_ONCE = 500;

const HEAD = /^\uFEFF?\s*\{/;
/** How every ZIP archive begins; an Excel file is one with a list of its contents. */
const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04]);

/** Whether a file can be one of slots: a text of JSON, or an archive with lines of JSON in it. */
export const isSlotList = async (head: Uint8Array, file: StoredFile): Promise<boolean> => {
  if (HEAD.test(new TextDecoder().decode(head.subarray(0, 200)))) return true;
  return ZIP.equals(head.subarray(0, ZIP.byteLength)) && (await holdsLines(file));
};

/** The names in an archive stand as they are, packed or not. */
async function holdsLines(file: StoredFile): Promise<boolean> {
  let seam = '';
  for await (const piece of readBytes(file)) {
    const text = seam + piece.toString('latin1');
    if (text.includes('[Content_Types].xml')) return false;
    if (/\.(ndjson|json)/i.test(text)) return true;
    seam = text.slice(-40);
  }
  return false;
}

/**
 * Reads slots: SMART Scheduling Links (a zip of a manifest and its files, or one of these), or a
 * bundle of FHIR R4. What makes no sense is noted and leaves the rest as it is.
 */
export async function readSlotList(
  file: StoredFile,
  watch: Watch,
): Promise<Result<ReadSlotList, ImportRefusal>> {
  try {
    const opened = await openSlotFile(file);
    if (!opened.ok) return opened;
    return await collect(opened.value, watch);
  } catch (error) {
    if (error instanceof SlotFileBroken) return err(error.refusal);
    if (error instanceof FileTooLarge) {
      return err({ kind: 'file-too-large', maxBytes: SLOT_BUNDLE_BYTES_MAX });
    }
    return err({ kind: 'not-slots', detail: 'It cannot be unpacked.' });
  }
}

async function collect(
  { source, resources, missing }: SlotFile,
  watch: Watch,
): Promise<Result<ReadSlotList, ImportRefusal>> {
  const found = createCollection();
  for (const name of missing) {
    found.note({ line: 0, column: 'manifest', value: name, kind: 'missing' });
  }
  let rows = 0;
  for await (const resource of resources) {
    rows += 1;
    if (rows > SLOT_LIST_MAX) return err({ kind: 'too-many-rows', max: SLOT_LIST_MAX });
    if (rows % ROWS_AT_ONCE === 0) {
      watch.onRows(rows);
      await setImmediate();
      if (!watch.isWanted()) return err({ kind: 'cancelled' });
    }
    found.take(resource);
  }
  if (rows === 0) return err({ kind: 'not-slots', detail: 'There is nothing in it.' });
  return ok({ source, ...found.all() });
}

function createCollection() {
  const slots = new Map<string, SlotListSlot>();
  const schedules = new Map<string, SlotListSchedule>();
  const [places, people] = [new Map<string, string>(), new Map<string, string>()];
  const notes: SlotListNote[] = [];
  const take = (raw: RawResource): void => {
    const read = 'broken' in raw ? brokenLine(raw) : readSlotResource(raw);
    if (read.kind === 'note') notes.push(read.note);
    if (read.kind === 'place') places.set(read.key, read.name);
    if (read.kind === 'person') people.set(read.key, read.name);
    if (read.kind === 'schedule') schedules.set(read.schedule.key, read.schedule);
    if (read.kind !== 'slot') return;
    const { line, key } = read.slot;
    if (slots.has(key)) notes.push({ line, column: 'Slot', value: key, kind: 'duplicate-id' });
    else slots.set(key, read.slot);
  };
  const named = (schedule: SlotListSchedule): SlotListSchedule => ({
    ...schedule,
    doctorName: schedule.doctorName || (people.get(keyOf(schedule.doctorKey)) ?? ''),
  });
  return {
    take,
    note: (note: SlotListNote): void => void notes.push(note),
    all: () => ({
      ...{ slots: [...slots.values()], places, notes },
      schedules: new Map([...schedules].map(([key, schedule]) => [key, named(schedule)])),
    }),
  };
}

const brokenLine = ({ line, file }: RawResource) => ({
  kind: 'note' as const,
  note: { line, column: 'JSON', value: file, kind: 'not-understood' as const },
});
