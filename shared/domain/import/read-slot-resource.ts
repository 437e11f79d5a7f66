import { SESSION_SERVICES_MAX } from '../../model/choices.ts';
import { isDay } from '../../time/day.ts';
import { isoToInstant } from '../../time/iso-instant.ts';
import { SERVICE_SYSTEM } from '../export/service-type.ts';
import { SLOT_EXTENSIONS } from '../export/slot-extensions.ts';
import { isYear } from './import-fields.ts';

/** One line or entry of a file of FHIR resources, and where it stands. */
export interface RawResource {
  readonly line: number;
  /** The file of a zip that it stands in; empty if there is one only. */
  readonly file: string;
  readonly value: unknown;
}

export interface SlotListSlot {
  readonly line: number;
  readonly file: string;
  readonly key: string;
  readonly scheduleKey: string;
  /** Slots of one are of one session; empty if the file does not say. */
  readonly sessionKey: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly isFree: boolean;
  readonly capacity: number;
  /** What it is for, if the file says so of the slot itself. */
  readonly services: readonly SlotListService[];
}

/** A service as the file calls it; the key is Daybook's own id of it, if it left a Daybook. */
export interface SlotListService {
  readonly key: string;
  readonly name: string;
}

/** Whose slots there are, and where. */
export interface SlotListSchedule {
  readonly key: string;
  /** As the file calls the doctor; empty if it names none. */
  readonly doctorName: string;
  readonly doctorKey: string;
  readonly placeKeys: readonly string[];
  /** What those of its slots are for that say nothing of it themselves. */
  readonly services: readonly SlotListService[];
  /** Who shares them; null if the file does not say. */
  readonly sharer: Pick<SlotListSchedule, 'doctorName' | 'doctorKey'> | null;
}

export interface SlotListNote {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly kind:
    | 'not-understood'
    | 'missing'
    | 'impossible-time'
    | 'unknown-zone'
    | 'no-length'
    | 'too-long'
    | 'duplicate-id'
    | 'overlap'
    | 'strange-service'
    | 'unknown-doctor';
}

export type SlotResource =
  | { readonly kind: 'slot'; readonly slot: SlotListSlot }
  | { readonly kind: 'schedule'; readonly schedule: SlotListSchedule }
  | { readonly kind: 'place' | 'person'; readonly key: string; readonly name: string }
  | { readonly kind: 'note'; readonly note: SlotListNote }
  /** Something that plans nothing, or a slot that its clinic says never was. */
  | { readonly kind: 'other' };

type Fields = Readonly<Record<string, unknown>>;

const MINUTE_MS = 60_000;
const [SLOT_MIN_MS, SLOT_MAX_MS] = [5 * MINUTE_MS, 240 * MINUTE_MS];
const CAPACITY_MAX = 50;
const TEXT_MAX = 200;
/** An instant of FHIR always says how far its clocks are from UTC. */
const INSTANT = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;

/** What one resource of FHIR R4 says about when somebody can be booked. Whatever it is, it throws nothing. */
export function readSlotResource({ line, file, value }: RawResource): SlotResource {
  const where = { line, file };
  if (!isFields(value)) return wrong(where, 'not-understood', 'Resource', '');
  const key = keyOf(value.id);
  switch (value.resourceType) {
    case 'Slot':
      return readSlot(value, key, where);
    case 'Schedule':
      return key === '' ? wrong(where, 'missing', 'Schedule', '') : readSchedule(value, key);
    case 'Location':
      return { kind: 'place', key, name: textOf(value.name) || key };
    case 'Practitioner':
      return { kind: 'person', key, name: personName(value.name) };
    default:
      return typeof value.resourceType === 'string'
        ? { kind: 'other' }
        : wrong(where, 'not-understood', 'Resource', '');
  }
}

/** The last part of a reference, whichever way it is written. */
export const keyOf = (reference: unknown): string =>
  textOf(reference)
    .replace(/\/_history\/.*$/, '')
    .replace(/^.*[/:]/, '')
    .slice(0, TEXT_MAX);

interface Where {
  readonly line: number;
  readonly file: string;
}

const wrong = (
  { line, file }: Where,
  kind: SlotListNote['kind'],
  column: string,
  value: string,
): SlotResource => ({
  kind: 'note',
  note: { line, column, value: [file, value].filter(Boolean).join(' ').slice(0, 80), kind },
});

const STATUSES = ['free', 'busy', 'busy-unavailable', 'busy-tentative'];

function readSlot(value: Fields, key: string, where: Where): SlotResource {
  if (key === '') return wrong(where, 'missing', 'Slot', '');
  if (value.status === 'entered-in-error') return { kind: 'other' };
  if (!STATUSES.includes(textOf(value.status))) {
    return wrong(where, 'not-understood', 'status', textOf(value.status) || key);
  }
  const [startMs, endMs] = [readInstant(value.start), readInstant(value.end)];
  for (const at of [startMs, endMs]) {
    if (typeof at === 'string') return wrong(where, at, 'start', textOf(value.start) || key);
  }
  const capacity = extensionOf(value, SLOT_EXTENSIONS.capacity, 'valueInteger') ?? 1;
  if (!isCapacity(capacity)) return wrong(where, 'not-understood', 'capacity', key);
  const length = Number(endMs) - Number(startMs);
  if (length < SLOT_MIN_MS) return wrong(where, 'no-length', 'end', key);
  if (length > SLOT_MAX_MS) return wrong(where, 'too-long', 'end', key);
  const schedule = isFields(value.schedule) ? value.schedule : {};
  return {
    kind: 'slot',
    slot: {
      ...where,
      key,
      scheduleKey: keyOf(schedule.reference),
      sessionKey: textOf(extensionOf(value, SLOT_EXTENSIONS.session, 'valueString')),
      ...{ startMs: Number(startMs), endMs: Number(endMs), capacity },
      isFree: value.status === 'free',
      services: servicesOf(value),
    },
  };
}

/** By Daybook's own id where it has one; else as its text, or a code of any system, calls it. */
const servicesOf = (value: Fields): readonly SlotListService[] =>
  listOf(value.serviceType)
    .slice(0, SESSION_SERVICES_MAX)
    .map((type) => {
      const codings = listOf(type.coding);
      const own = codings.find(({ system }) => system === SERVICE_SYSTEM);
      const shown = [own, ...codings].map((one) => textOf(one?.display));
      const codes = codings.map(({ code }) => textOf(code));
      return {
        key: textOf(own?.code),
        name: [textOf(type.text), ...shown, ...codes].find((name) => name !== '') ?? '',
      };
    })
    .filter(({ key, name }) => key !== '' || name !== '');

/** Milliseconds of a whole minute, or what is wrong with it. */
function readInstant(value: unknown): number | 'impossible-time' | 'unknown-zone' {
  const match = INSTANT.exec(textOf(value));
  if (!match || !isDay(match[1] ?? '') || !isYear(Number(match[1]?.slice(0, 4)))) {
    return 'impossible-time';
  }
  if (match[5] === undefined) return 'unknown-zone';
  const ms = isoToInstant(match[0]);
  return ms === null || ms % MINUTE_MS !== 0 ? 'impossible-time' : ms;
}

const isCapacity = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= CAPACITY_MAX;

/** Of an extension of the resource, its value; undefined if it has none. */
function extensionOf(value: Fields, url: string, name: string): unknown {
  return listOf(value.extension).find((one) => one.url === url)?.[name];
}

function readSchedule(value: Fields, key: string): SlotResource {
  const actors = listOf(value.actor);
  const isPlace = (actor: Fields): boolean => /(^|\/)Location\//.test(textOf(actor.reference));
  const doctor = actors.find(
    (actor) =>
      !isPlace(actor) && /Practitioner/.test(`${textOf(actor.type)} ${textOf(actor.reference)}`),
  );
  const sharer = extensionOf(value, SLOT_EXTENSIONS.sharedWith, 'valueReference');
  const services = servicesOf(value);
  const schedule = {
    key,
    ...doctorOf(doctor),
    sharer: isFields(sharer) ? doctorOf(sharer) : null,
    placeKeys: actors.filter(isPlace).map((actor) => keyOf(actor.reference)),
    // A Daybook's schedule says what its doctor does; its slots say what they are for.
    services: services.some(({ key: own }) => own !== '') ? [] : services,
  };
  return { kind: 'schedule', schedule };
}

/** A doctor, as a reference calls them. */
function doctorOf(reference: Fields | undefined) {
  const identifier = isFields(reference?.identifier) ? reference.identifier : {};
  return {
    doctorName: textOf(reference?.display),
    doctorKey: keyOf(identifier.value) || keyOf(reference?.reference),
  };
}

function personName(value: unknown): string {
  const [name] = listOf(value);
  if (!name) return '';
  const given = Array.isArray(name.given) ? name.given.map(textOf) : [];
  return textOf(name.text) || [...given, textOf(name.family)].filter(Boolean).join(' ');
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): readonly Fields[] =>
  Array.isArray(value) ? value.filter(isFields) : [];

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim().slice(0, TEXT_MAX) : '';
