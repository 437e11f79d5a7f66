import { ROOM_NAME_MAX, TIME_OFF_KINDS } from '../../model/choices.ts';
import { isCapacity, isSlotMin } from '../../model/session.ts';
import type { TimeOff } from '../../model/time-off.ts';
import {
  ABSENCE_PROPERTY,
  CAPACITY_PROPERTY,
  ROOM_PROPERTY,
  SLOT_PROPERTY,
} from '../export/own-properties.ts';
import { type Part, textOf } from './parse-part.ts';

/** What a Daybook wrote of a time beside when it is; null, or empty, where it says nothing of it. */
export interface OwnFacts {
  readonly slotMin: number | null;
  readonly capacity: number | null;
  readonly room: string;
  readonly absence: TimeOff['kind'] | null;
}

/** What makes no sense is as if it were not said. */
export function readOwn(part: Part): OwnFacts {
  const text = (property: string): string => textOf(part.first(property)).trim();
  const number = (property: string, isOne: (value: number) => boolean): number | null => {
    const value = /^\d{1,4}$/.test(text(property)) ? Number(text(property)) : Number.NaN;
    return isOne(value) ? value : null;
  };
  return {
    slotMin: number(SLOT_PROPERTY, isSlotMin),
    capacity: number(CAPACITY_PROPERTY, isCapacity),
    room: text(ROOM_PROPERTY).slice(0, ROOM_NAME_MAX),
    absence: TIME_OFF_KINDS.find((kind) => kind === text(ABSENCE_PROPERTY)) ?? null,
  };
}
