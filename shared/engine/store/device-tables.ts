import type { ReplicaKind } from '../../model/handover.ts';

/** A computer that central knows, and how far it is. */
export interface DeviceTable {
  organisationId: string;
  replica: string;
  name: string;
  kind: ReplicaKind;
  branchId: string | null;
  doctorId: string | null;
  /** Whose books are looked at there; none for every other computer. */
  branchIds: string[];
  publicKey: string;
  /** What it said it will sign with; its only key from the moment it does. */
  nextPublicKey: string | null;
  /** The replica in whose place this one goes on, with the same key. */
  incarnationOf: string | null;
  /** The replica that went on in the place of this one, which nobody is any more. */
  replacedBy: string | null;
  enrolledAtMs: number;
  revokedAtMs: number | null;
  lastNo: number;
  lastBatch: string | null;
  /** How far it has said that it applied the feed. */
  cursor: number;
  /** The same, as of its last exchange that left nothing unsent: what it has truly seen. */
  seenCursor: number;
  /** When it last had nothing left unsent. */
  heardMs: number | null;
  /** How often it was answered. */
  exchanges: number;
  /** Central was set back, and has not been offered yet what this replica has. */
  healing: boolean;
}

/** With it a computer says once who it is to be. */
export interface EnrolmentCodeTable {
  codeHash: string;
  organisationId: string;
  /** The replica that the device will be. */
  replica: string;
  name: string;
  kind: ReplicaKind;
  branchId: string | null;
  doctorId: string | null;
  branchIds: string[];
  expiresAtMs: number;
  usedAtMs: number | null;
}
