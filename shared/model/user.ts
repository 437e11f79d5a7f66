import { z } from 'zod';
import { ROLES } from './choices.ts';
import { idSchema, nameSchema } from './primitives.ts';

export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export const loginSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._@-]{1,63}$/);

export const userSchema = z.object({
  id: idSchema,
  login: loginSchema,
  name: nameSchema,
  role: roleSchema,
  /** The doctor this user is, when the role is `doctor`. */
  doctorId: idSchema.nullable(),
  /** The branches the user may work at; empty means all. */
  branchIds: z.array(idSchema).max(500),
  /** argon2id, PHC string. */
  passwordHash: z.string().max(300),
  active: z.boolean(),
});
export type User = z.infer<typeof userSchema>;

/** Who asks, as the host knows it after sign-in. Never taken from a desk's message. */
export interface Actor {
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
  readonly doctorId: string | null;
  readonly branchIds: readonly string[];
  /** The window or browser it came from. */
  readonly desk: string;
}
