import type { ServiceMeanings } from '../../model/service-meaning.ts';
import {
  findStrangeServices,
  isSaidForAny,
  knownServices,
  type StrangeService,
  unsaidServices,
} from './read-services.ts';
import type { SlotListNote, SlotListSchedule, SlotListSlot } from './read-slot-resource.ts';

/** What a file of FHIR resources says, resource by resource. */
export interface SlotList {
  readonly slots: readonly SlotListSlot[];
  readonly schedules: ReadonlyMap<string, SlotListSchedule>;
  readonly places: ReadonlyMap<string, string>;
  readonly notes: readonly SlotListNote[];
}

/** Slots of one doctor that follow one another: what becomes a session. */
export interface SlotListRun {
  readonly doctorId: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly slotMin: number;
  readonly capacity: number;
  /** Who shares it; null if the file does not say. */
  readonly sharedWith: string | null;
  /** What it is for, as far as the file names services of ours. */
  readonly serviceIds: readonly string[];
  /** Somebody said that it is for any, whatever the file calls it. */
  readonly isForAny: boolean;
  readonly slots: readonly SlotListSlot[];
}

interface Choice {
  /** Of several places the one that is read in; null for all. */
  readonly placeKey: string | null;
  /** Whose slots are those that no doctor of ours is named for; null leaves them out. */
  readonly doctorId: string | null;
  readonly doctors: readonly { readonly id: string; readonly name: string }[];
  readonly services: readonly { readonly id: string; readonly name: string }[];
  /** What services that are called otherwise here stand for. */
  readonly meanings: ServiceMeanings;
  readonly firstMs: number;
  readonly lastMs: number;
}

const MINUTE_MS = 60_000;
/** A session does not last longer than a day. */
const RUN_MAX_MS = 24 * 60 * MINUTE_MS;

/**
 * The slots that fall into the chosen time and place as runs, a note for each that cannot be taken,
 * and the doctors whose times the list is about, also of those who have none.
 */
export function groupSlotList(
  list: SlotList,
  choice: Choice,
): {
  readonly runs: readonly SlotListRun[];
  readonly notes: readonly SlotListNote[];
  readonly doctorIds: ReadonlySet<string>;
  readonly strangeServices: readonly StrangeService[];
} {
  const notes: SlotListNote[] = [];
  const doctorOf = createDoctorFinder(choice);
  const byDoctor = new Map<string, SlotListSlot[]>();
  for (const one of list.slots) {
    const slot = withServices(list, one);
    if (slot.startMs < choice.firstMs || slot.startMs >= choice.lastMs) continue;
    if (isElsewhere(list, choice.placeKey, slot)) continue;
    const doctorId = doctorOf(list.schedules.get(slot.scheduleKey));
    if (doctorId === null) {
      notes.push(told(slot, 'unknown-doctor'));
      continue;
    }
    const same = byDoctor.get(doctorId);
    if (same) same.push(slot);
    else byDoctor.set(doctorId, [slot]);
  }
  const sharerOf = createDoctorFinder({ ...choice, doctorId: null });
  const runs = [...byDoctor]
    .flatMap(([doctorId, slots]) => toRuns(doctorId, slots, notes))
    .map((run): SlotListRun => {
      const sharer = list.schedules.get(run.slots[0]?.scheduleKey ?? '')?.sharer ?? undefined;
      const sharedWith = sharerOf(sharer);
      const named = run.slots[0]?.services ?? [];
      const serviceIds = knownServices(named, choice.services, choice.meanings);
      const isForAny = isSaidForAny(named, choice.services, choice.meanings);
      return {
        ...run,
        serviceIds,
        isForAny,
        sharedWith: sharedWith === run.doctorId ? null : sharedWith,
      };
    });
  const named = [...list.schedules.values()].flatMap((schedule) => doctorOf(schedule) ?? []);
  const strangeServices = findStrangeServices([...byDoctor.values()].flat(), choice.services);
  notes.push(...unsaidServices(strangeServices, choice.meanings).map(toldStrange));
  const doctorIds = new Set([...named, ...byDoctor.keys()]);
  return { runs, notes, doctorIds, strangeServices };
}

const told = ({ line, file, key }: SlotListSlot, kind: SlotListNote['kind']): SlotListNote => ({
  ...{ line, column: 'Slot', kind },
  value: [file, key].filter(Boolean).join(' '),
});

const toldStrange = ({ name, line }: StrangeService): SlotListNote => ({
  ...{ line, column: 'Slot', kind: 'strange-service' },
  value: name,
});

/** What its schedule is for, where it says nothing itself. */
function withServices({ schedules }: SlotList, slot: SlotListSlot): SlotListSlot {
  const services = schedules.get(slot.scheduleKey)?.services ?? [];
  return slot.services.length > 0 || services.length === 0 ? slot : { ...slot, services };
}

/** A schedule that says nothing of a place is of the one that is chosen. */
function isElsewhere(
  { schedules }: SlotList,
  placeKey: string | null,
  slot: SlotListSlot,
): boolean {
  const places = schedules.get(slot.scheduleKey)?.placeKeys ?? [];
  return placeKey !== null && places.length > 0 && !places.includes(placeKey);
}

/** By the id that Daybook gives, else by the name; a schedule that has neither is of the one chosen. */
function createDoctorFinder({ doctors, doctorId }: Choice) {
  const ids = new Set(doctors.map(({ id }) => id));
  const byName = new Map(doctors.map(({ id, name }) => [plainName(name), id]));
  return (schedule: SlotListSchedule['sharer'] | undefined): string | null => {
    if (schedule && ids.has(schedule.doctorKey)) return schedule.doctorKey;
    return byName.get(plainName(schedule?.doctorName ?? '')) ?? doctorId;
  };
}

const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^(dr|prof)\.?\s+/, '')
    .replace(/\s+/g, ' ')
    .trim();

type Unnamed = Omit<SlotListRun, 'sharedWith' | 'serviceIds' | 'isForAny'>;

interface Run extends Omit<Unnamed, 'slots'> {
  endMs: number;
  /** 0 until one of its slots says how many can be booked. */
  capacity: number;
  readonly slots: SlotListSlot[];
  readonly block: string;
}

function toRuns(
  doctorId: string,
  slots: readonly SlotListSlot[],
  notes: SlotListNote[],
): readonly Unnamed[] {
  const runs: Run[] = [];
  for (const slot of slots.toSorted((a, b) => a.startMs - b.startMs || a.line - b.line)) {
    const { startMs, endMs } = slot;
    // A slot that is taken has no places left, so that it says nothing of how many there were.
    const capacity = slot.isFree ? slot.capacity : 0;
    const slotMin = (endMs - startMs) / MINUTE_MS;
    const named = slot.services.map(({ key, name }) => key || name);
    const block = [slot.scheduleKey, slot.sessionKey, ...named].join(' ');
    const run = runs.at(-1);
    if (run && startMs < run.endMs) {
      notes.push(told(slot, 'overlap'));
    } else if (run && follows(run, slot, block) && endMs - run.startMs <= RUN_MAX_MS) {
      run.endMs = endMs;
      run.capacity ||= capacity;
      run.slots.push(slot);
    } else {
      runs.push({ doctorId, startMs, endMs, slotMin, capacity, block, slots: [slot] });
    }
  }
  return runs.map(({ block: _, ...run }) => ({ ...run, capacity: run.capacity || 1 }));
}

const follows = (run: Run, { startMs, endMs, capacity, isFree }: SlotListSlot, block: string) =>
  run.endMs === startMs &&
  run.block === block &&
  run.slotMin === (endMs - startMs) / MINUTE_MS &&
  (!isFree || run.capacity === 0 || run.capacity === capacity);
