import { z } from 'zod';
import { hueSchema, idSchema, nameSchema } from './primitives.ts';

const SERVICE_DURATION_MIN = 5;
const SERVICE_DURATION_MAX = 480;

export const serviceSchema = z.object({
  id: idSchema,
  name: nameSchema,
  durationMin: z.int().min(SERVICE_DURATION_MIN).max(SERVICE_DURATION_MAX),
  hue: hueSchema,
  active: z.boolean(),
});
export type Service = z.infer<typeof serviceSchema>;
