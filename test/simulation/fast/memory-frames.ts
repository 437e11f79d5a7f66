import type { Body } from '../../../shared/merge/field-group.ts';
import type { Version } from '../../../shared/merge/merge-record.ts';
import type { MemoryClaim, MemoryKind } from './memory-book.ts';

/** What a replica of the fast store hands over, and where it stands. */
export interface MemoryPush {
  readonly replica: string;
  readonly incarnation: { readonly of: string; readonly replaces: boolean } | null;
  readonly no: number;
  readonly batchId: string;
  readonly maxCounter: number;
  readonly pending: number;
  readonly cursor: number;
  /** The name of the central whose feed it follows; null before it was told. */
  readonly mark: string | null;
  /** It is being given everything anew. */
  readonly isAnew: boolean;
  readonly rows: readonly PushedRow[];
}

export interface PushedRow {
  readonly kind: MemoryKind;
  readonly id: string;
  readonly version: Version;
  readonly base: Body | null;
  /** Which version that was. */
  readonly baseDot: Version['dot'];
}

export interface MemoryAnswer {
  readonly replica: string;
  readonly from: number;
  readonly acked: number;
  readonly cursor: number;
  readonly mark: string;
  /** The push was not taken: begin again; with `offer`, central lacks what others may have. */
  readonly startOver: 'pull' | 'offer' | null;
  readonly rows: readonly Omit<PushedRow, 'base' | 'baseDot'>[];
  readonly claims: readonly MemoryClaim[];
  readonly gone: readonly { readonly kind: MemoryKind | 'claim'; readonly id: string }[];
  /** Whose right the sessions of each branch are; null is central's own. */
  readonly homes: Readonly<Record<string, string | null>>;
  readonly receivedMs: number;
}

export const toBytes = (frame: MemoryPush | MemoryAnswer): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(frame));

export const fromBytes = <T extends MemoryPush | MemoryAnswer>(bytes: Uint8Array): T =>
  JSON.parse(new TextDecoder().decode(bytes)) as T;
