import type { Result } from '../../core/result.ts';
import type { ExchangeRefusal } from '../exchange/frame-header.ts';

/** Of a file that a desk hands to its host or gets from it, in base64. A line takes no more. */
export const CARRY_BASE64_MAX = 900_000;

/** A file to be carried to another computer. */
export interface CarriedFile {
  readonly name: string;
  readonly base64: string;
}

/** Why nothing came of a file, or there is none. */
export type CarryRefusal =
  /** This computer has no central server. */
  | { readonly kind: 'standalone' }
  /** It was never answered by central, and so does not know for whom to seal. */
  | { readonly kind: 'never-heard' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-ours' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'other-organisation' }
  /** A push is for another computer to hand in. */
  | { readonly kind: 'own-push' }
  /** An answer to another replica. */
  | { readonly kind: 'for-another'; readonly replica: string }
  /** What the answer says is known here by now, or rests on what is not. */
  | { readonly kind: 'outdated' }
  | { readonly kind: 'central-unreachable' }
  /** Central does not take what was carried. */
  | { readonly kind: 'refused'; readonly refusal: ExchangeRefusal['kind'] };

/** What came of a file. */
export type Carried<File = Uint8Array> =
  /** Central has what another replica wrote, and this is for that one. */
  | { readonly kind: 'handed-in'; readonly replica: string; readonly answer: File }
  | { readonly kind: 'taken'; readonly rows: number };

export type ExportAnswer = Result<CarriedFile, CarryRefusal>;
export type ImportAnswer = Result<Carried<CarriedFile>, CarryRefusal>;
