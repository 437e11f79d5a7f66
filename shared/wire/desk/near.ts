import { z } from 'zod';
import type { Result } from '../../core/result.ts';
import type { NearRefusal } from '../near/near-line.ts';
import { isNearAddress, NEAR_ADDRESSES_MAX, PORT_MAX } from './near-address.ts';

/** How this computer meets others of its network: where it listens, and whom it looks for. */
export const nearPlanSchema = z.object({
  port: z.int().min(1024).max(PORT_MAX),
  addresses: z.array(z.string().refine(isNearAddress)).max(NEAR_ADDRESSES_MAX),
});
export type NearPlan = z.infer<typeof nearPlanSchema>;

/** Why nobody was met at an address the last time it was tried. */
export type NearTrouble =
  | NearRefusal['kind']
  | 'unreachable'
  /** Something else answers there, or it is this computer itself. */
  | 'not-daybook'
  /** Central told nothing of it, or took it out of service. */
  | 'unknown-there';

/** A computer that is near, or was lately. */
export interface Neighbour {
  readonly replica: string;
  readonly name: string;
  /** Since when it has been there, and when it was heard last, by this computer's clock. */
  readonly sinceMs: number;
  readonly lastMs: number;
  readonly isNear: boolean;
  /** Visits that are shown because it told of them, all tentative. */
  readonly visits: number;
  /** It hands over to central what is sealed here. */
  readonly carries: boolean;
  /** When central's answer last came by it; null if never since the start. */
  readonly carriedMs: number | null;
}

export interface NearState {
  /** null while it is switched off. */
  readonly plan: NearPlan | null;
  /** Another program has the port: nobody can find this computer. */
  readonly portTaken: boolean;
  readonly neighbours: readonly Neighbour[];
  readonly addresses: readonly {
    readonly address: string;
    readonly trouble: NearTrouble | null;
  }[];
  readonly mayChange: boolean;
}

export type NearSetRefusal =
  | { readonly kind: 'not-permitted' }
  | { readonly kind: 'standalone' }
  | { readonly kind: 'port-taken' };
export type SetNearAnswer = Result<NearState, NearSetRefusal>;
