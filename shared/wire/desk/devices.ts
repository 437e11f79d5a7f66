import type { Result } from '../../core/result.ts';
import type { CodeAnswer } from '../exchange/administration.ts';

/** A code that lets one computer in, and where it is shown. */
export interface NewCode extends CodeAnswer {
  /** Central's address as it is typed in, with the fingerprint of its certificate if it needs one. */
  readonly centralAddress: string;
}

/** Why no code was made, or a computer is still in service. */
export type DeviceRefusal =
  /** Not an administrator, here or at central. */
  | { readonly kind: 'not-permitted' }
  | { readonly kind: 'wrong-password' }
  /** `retryAtMs`: by central's clock. */
  | { readonly kind: 'too-many-attempts'; readonly retryAtMs: number }
  /** There is no central server to ask. */
  | { readonly kind: 'standalone' }
  /** No answer; what was asked for may be done all the same. */
  | { readonly kind: 'central-unreachable' }
  /** Central does not know the branch or doctor that the code is to be for. */
  | { readonly kind: 'unknown-place' }
  /** Central has no such computer, or it is out of service. */
  | { readonly kind: 'unknown-device' }
  /** A computer is taken out of service at another one. */
  | { readonly kind: 'this-computer' }
  /** Central answers, with what is no answer to this. */
  | { readonly kind: 'refused' };

export type NewCodeAnswer = Result<NewCode, DeviceRefusal>;
export type RetireAnswer = Result<null, DeviceRefusal>;
