import type { ExchangeRefusal } from '../exchange/frame-header.ts';

/** What the desk tells about synchronisation, always true at the moment it was sent. */
export interface SyncStatus {
  readonly state: 'standalone' | 'offline' | 'syncing' | 'synced' | 'refused';
  /** Rows written here that central has not acknowledged. */
  readonly waiting: number;
  readonly waitingByKind: Readonly<Record<string, number>>;
  /** Of these, the rows of kinds that central's program does not know yet. */
  readonly waitingForUpdate: number;
  /** When central was last heard, by this host's clock; null if never. */
  readonly lastHeardMs: number | null;
  readonly centralUrl: string | null;
  /** This host's clock minus central's, in milliseconds, as last measured. */
  readonly clockOffsetMs: number | null;
  /** Rows central refused, each with its reason. At most 50 are listed. */
  readonly refusedRows: readonly {
    readonly kind: string;
    readonly id: string;
    readonly reason: string;
  }[];
  /** Why exchanging is refused at all: a revoked device, a protocol too old. */
  readonly refusal: Pick<ExchangeRefusal, 'kind' | 'detail'> | null;
  /** When the next attempt is due, while offline. */
  readonly nextAttemptMs: number | null;
}
