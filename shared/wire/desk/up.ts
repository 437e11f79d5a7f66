import { z } from 'zod';
import { intentEnvelopeSchema } from '../../model/intent.ts';
import { idSchema, instantMsSchema } from '../../model/primitives.ts';
import { askSchema, pinSchema } from './ask.ts';
import { setUpSchema } from './set-up.ts';

/** The first message of a connection. */
const helloSchema = z.object({
  type: z.literal('hello'),
  protocol: z.int(),
  /** What this window calls itself, for "held by … at Front desk 2". */
  desk: z.string().min(1).max(80),
  /** The token of an earlier sign-in, or of the one-time link; null to sign in by password. */
  token: z.string().max(200).nullable(),
  /** The window was locked while there was no line to say so. */
  locked: z.boolean().default(false),
});

const signInSchema = z.object({
  type: z.literal('sign-in'),
  id: idSchema,
  login: z.string().max(64),
  password: z.string().max(200),
});

const signOutSchema = z.object({ type: z.literal('sign-out') });

/** Someone is at the desk; said once a minute at most. */
const activeSchema = z.object({ type: z.literal('active') });

const lockSchema = z.object({ type: z.literal('lock') });

const unlockSchema = z.object({ type: z.literal('unlock'), id: idSchema, pin: pinSchema });

const setUpMessageSchema = z.object({
  type: z.literal('set-up'),
  id: idSchema,
  setUp: setUpSchema,
});

const intentSchema = z.object({ type: z.literal('intent'), intent: intentEnvelopeSchema });

/** An intent of this desk is not wanted any more, if it is not done yet. */
const callOffSchema = z.object({ type: z.literal('call-off'), intentId: idSchema });

/** The days this desk shows; rows inside follow, and every change to them from now on. */
const watchSchema = z.object({
  type: z.literal('watch'),
  fromMs: instantMsSchema,
  toMs: instantMsSchema,
  /** Only what these days have besides those of before: the desk forgets by itself what they have not. */
  onlyNew: z.boolean().default(false),
});

const askMessageSchema = z.object({ type: z.literal('ask'), id: idSchema, ask: askSchema });

/** One piece of a file to import; pieces come in order, at most 256 kB each. */
const uploadSchema = z.object({
  type: z.literal('upload'),
  importId: idSchema,
  /** What the file is called, for the list of imports. */
  name: z.string().min(1).max(200),
  index: z.int().min(0),
  base64: z.string().max(360_000),
  last: z.boolean(),
});

/** A screen in the waiting room, where nobody is signed in, asks for what it shows. */
const wallSchema = z.object({ type: z.literal('wall'), id: idSchema });

export const deskUpSchema = z.discriminatedUnion('type', [
  helloSchema,
  signInSchema,
  signOutSchema,
  activeSchema,
  lockSchema,
  unlockSchema,
  setUpMessageSchema,
  intentSchema,
  callOffSchema,
  watchSchema,
  askMessageSchema,
  uploadSchema,
  wallSchema,
]);
export type DeskUp = z.input<typeof deskUpSchema>;
