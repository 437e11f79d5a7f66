import { z } from 'zod';
import { BUFFER_MAX_MIN, SERVICE_ICONS, SERVICE_OVERRIDES_MAX } from './choices.ts';
import { hueSchema, idSchema, nameSchema } from './primitives.ts';

const SERVICE_DURATION_MIN = 5;
const SERVICE_DURATION_MAX = 480;

const durationSchema = z.int().min(SERVICE_DURATION_MIN).max(SERVICE_DURATION_MAX);
const bufferSchema = z.int().min(0).max(BUFFER_MAX_MIN);

/** How one doctor does a service: as long as `durationMin`, or, if that is null, not at all. */
const serviceOverrideSchema = z.object({
  doctorId: idSchema,
  durationMin: durationSchema.nullable(),
});
export type ServiceOverride = z.infer<typeof serviceOverrideSchema>;

export const serviceSchema = z.object({
  id: idSchema,
  name: nameSchema,
  durationMin: durationSchema,
  hue: hueSchema,
  icon: z.enum(SERVICE_ICONS).nullable().default(null),
  /** Minutes that the doctor is to have free before a visit, and after it. */
  beforeMin: bufferSchema.default(0),
  afterMin: bufferSchema.default(0),
  overrides: z.array(serviceOverrideSchema).max(SERVICE_OVERRIDES_MAX).readonly().default([]),
  active: z.boolean(),
});
export type Service = z.infer<typeof serviceSchema>;

/** What most services are: without a picture, with nothing around them, the same for all doctors. */
export const PLAIN_SERVICE = {
  icon: null,
  beforeMin: 0,
  afterMin: 0,
  overrides: [],
} satisfies Partial<Service>;

/** What working time demands of bookings that is for some services alone, as a rule's demand does. */
export interface ServicesDemand {
  readonly kind: 'services';
  /** What they are called. */
  readonly services: readonly string[];
}
