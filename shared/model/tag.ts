import { z } from 'zod';
import { TAG_EFFECTS, TAG_NAME_MAX, TAG_NAMES_MAX, TAG_RELEASE_MAX_MIN } from './choices.ts';
import { hueSchema, idSchema } from './primitives.ts';

const tagNameSchema = z.string().trim().min(1).max(TAG_NAME_MAX);

/**
 * What a mark of sessions and slots stands for. They carry it by its name, so a name that has no
 * record is a mark without an effect.
 */
export const tagSchema = z.object({
  id: idSchema,
  name: tagNameSchema,
  /** Every name that it has or had: sessions that carry it by such a one still do. */
  names: z.array(tagNameSchema).max(TAG_NAMES_MAX),
  hue: hueSchema,
  effect: z.enum(TAG_EFFECTS),
  /** Of one kept for emergencies: minutes before it when it is anybody's; null is never. */
  releaseMin: z.int().min(0).max(TAG_RELEASE_MAX_MIN).nullable(),
  /** One that is not has no effect, and is not offered any more. */
  active: z.boolean(),
  deleted: z.boolean(),
});
export type Tag = z.infer<typeof tagSchema>;

/** What a mark demands of bookings, as a rule's demand does. */
export interface TagDemand extends Pick<Tag, 'releaseMin'> {
  readonly kind: 'tag';
  readonly effect: Exclude<Tag['effect'], 'none'>;
}
