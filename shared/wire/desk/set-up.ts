import { z } from 'zod';
import { dayKeySchema, minuteOfDaySchema, nameSchema } from '../../model/primitives.ts';
import { loginSchema } from '../../model/user.ts';

/** What the first start asks. */
export const setUpSchema = z.discriminatedUnion('kind', [
  /** A small group of clinics to look around in. `today` is the day the sample is laid around. */
  z.object({ kind: z.literal('sample'), today: dayKeySchema.nullable() }),
  z.object({
    kind: z.literal('new'),
    organisationName: nameSchema,
    branchName: nameSchema,
    timeZone: z.string().max(64),
    opensMin: minuteOfDaySchema,
    closesMin: minuteOfDaySchema,
    adminName: nameSchema,
    login: loginSchema,
    password: z.string().min(8).max(200),
  }),
  z.object({
    kind: z.literal('join'),
    centralUrl: z.url().max(500),
    code: z.string().trim().min(4).max(40),
  }),
]);
export type SetUp = z.infer<typeof setUpSchema>;

/** Why a set-up did not happen. */
export type SetUpRefusal =
  | { readonly kind: 'already-set-up' }
  | { readonly kind: 'unknown-time-zone'; readonly timeZone: string }
  | { readonly kind: 'central-unreachable'; readonly detail: string }
  | { readonly kind: 'wrong-code' }
  | { readonly kind: 'other-place' }
  | { readonly kind: 'protocol-unsupported'; readonly theirs: number; readonly ours: number }
  | { readonly kind: 'malformed'; readonly problems: readonly string[] };

/** Why a computer that has a book does not join again; null where it did. */
export type JoinAgainRefusal =
  | Exclude<SetUpRefusal, { readonly kind: 'already-set-up' | 'unknown-time-zone' | 'malformed' }>
  /** Central has not said that it does not listen to this computer. */
  | { readonly kind: 'not-needed' };
