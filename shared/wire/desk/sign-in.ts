import type { Result } from '../../core/result.ts';
import type { SignedIn } from './down.ts';
import type { SetUpRefusal } from './set-up.ts';

export type SignInRefusal =
  | { readonly kind: 'wrong-login-or-password' }
  /** Central's desks are for those who answer for branches. */
  | { readonly kind: 'not-for-central' }
  /** Nobody can say whether this computer for review is still to have the books. */
  | { readonly kind: 'unheard-too-long'; readonly days: number }
  | { readonly kind: 'too-many-attempts'; readonly retryAtMs: number };
export type SignInAnswer = Result<SignedIn, SignInRefusal>;
export type UnlockAnswer = Result<
  SignedIn,
  | { readonly kind: 'wrong-pin'; readonly left: number }
  | { readonly kind: 'too-many-attempts'; readonly retryAtMs: number }
  | { readonly kind: 'password-required' }
>;
export type SetUpAnswer = Result<SignedIn | null, SetUpRefusal>;
