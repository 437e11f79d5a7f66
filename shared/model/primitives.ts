import { z } from 'zod';
import { HUES } from './choices.ts';

/** Limits that every tier agrees on. A text longer than this is a mistake or an attack. */
const NAME_LENGTH_MAX = 200;
const NOTE_LENGTH_MAX = 4000;

export const idSchema = z.uuid();
export const instantMsSchema = z.int().min(-8.64e15).max(8.64e15);
export const nameSchema = z.string().trim().min(1).max(NAME_LENGTH_MAX);
export const noteSchema = z.string().max(NOTE_LENGTH_MAX);
export const dayKeySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const minuteOfDaySchema = z.int().min(0).max(1440);

export const hueSchema = z.enum(HUES);
export type Hue = z.infer<typeof hueSchema>;
