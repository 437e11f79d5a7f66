import { z } from 'zod';
import { idSchema } from './primitives.ts';

/** As many services of a file, called otherwise here, as a person is asked about. */
export const STRANGE_SERVICES_MAX = 50;

/** Letters of such a name. */
export const STRANGE_SERVICE_LENGTH_MAX = 200;

/** What services of a file that are called otherwise here stand for; null is for any. */
export const serviceMeaningsSchema = z
  .array(
    z.object({
      name: z.string().min(1).max(STRANGE_SERVICE_LENGTH_MAX),
      serviceId: idSchema.nullable(),
    }),
  )
  .max(STRANGE_SERVICES_MAX);
export type ServiceMeanings = z.infer<typeof serviceMeaningsSchema>;
