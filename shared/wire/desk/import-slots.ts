import { z } from 'zod';
import { dayKeySchema, idSchema } from '../../model/primitives.ts';
import { serviceMeaningsSchema } from '../../model/service-meaning.ts';

/** What is to become of slots that another program published. */
export const slotListMappingSchema = z.object({
  subject: z.literal('slot-list'),
  branchId: idSchema,
  /** Of several places in the file the one that is this branch; null for all of them. */
  placeKey: z.string().max(200).nullable(),
  /** Whose slots are those that no doctor of ours is named for; null leaves them out. */
  doctorId: idSchema.nullable(),
  /** Only what is on these days is read in, both included. */
  firstDay: dayKeySchema,
  lastDay: dayKeySchema,
  /** What an earlier import of this list brought to these days, and it has no more, goes. */
  removesGone: z.boolean(),
  /** What of it is called otherwise here. */
  services: serviceMeaningsSchema.optional(),
});
export type SlotListMapping = z.infer<typeof slotListMappingSchema>;

export interface SlotListInspection {
  readonly format: 'slot-list';
  readonly importId: string;
  readonly fileName: string;
  readonly bytes: number;
  /** SMART Scheduling Links, line by line, or one bundle of FHIR R4. */
  readonly source: 'smart' | 'fhir';
  readonly slots: number;
  readonly free: number;
  readonly places: readonly { readonly key: string; readonly name: string }[];
  /** As the file calls them, the first few. */
  readonly doctors: readonly string[];
  /** How the last list of these places was read in; null if there was none. */
  readonly remembered: SlotListMapping | null;
}
