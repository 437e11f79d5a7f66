import { z } from 'zod';
import { REPLICA_KINDS } from './choices.ts';
import { idSchema, instantMsSchema, nameSchema, noteSchema } from './primitives.ts';

/**
 * How far the passing on of a booking right has come. `given`: its holder gave it away and no
 * longer uses it; `taken`: central has that, and everything booked before it; `done`: the other
 * has seen all of it and is the home now.
 */
export const HANDOVER_STATES = [
  'asked',
  'withdrawn',
  'declined',
  'given',
  'taken',
  'done',
] as const;

/** More sessions than a doctor has at a branch in half a year. */
export const HANDOVER_SESSIONS_MAX = 400;

const replicaSchema = z.string().min(1).max(80);

/** The booking right of some sessions, asked for or passed from the replica that holds it. */
export const handoverSchema = z.object({
  id: idSchema,
  branchId: idSchema,
  /** Whose sessions; null for everything that is the branch's, when its computer is replaced. */
  doctorId: idSchema.nullable(),
  /** The sessions that begin in [startMs, endMs). */
  startMs: instantMsSchema,
  endMs: instantMsSchema,
  fromReplica: replicaSchema,
  /** null: central. */
  toReplica: replicaSchema.nullable(),
  state: z.enum(HANDOVER_STATES),
  note: noteSchema,
  /** Who asked or gave, for those who read it. */
  byName: nameSchema,
  atMs: instantMsSchema,
});
export type Handover = z.infer<typeof handoverSchema>;

/** A replica as others know it; derived by central from its list of devices. */
export const peerSchema = z.object({
  id: idSchema,
  replica: replicaSchema,
  name: nameSchema,
  kind: z.enum(REPLICA_KINDS),
  branchId: idSchema.nullable(),
  doctorId: idSchema.nullable(),
  retired: z.boolean(),
  /** When central last heard it, to the hour. */
  heardMs: instantMsSchema,
});
export type Peer = z.infer<typeof peerSchema>;
export type ReplicaKind = Peer['kind'];
