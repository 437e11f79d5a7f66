import type { DeskCollection } from './rows.ts';

/** Of these a desk has what touches the days it watches; of the others, all. */
export const WINDOWED = [
  'timeOff',
  'sessions',
  'slots',
  'appointments',
  'busy',
  'messages',
] as const satisfies readonly DeskCollection[];
