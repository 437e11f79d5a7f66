import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { User } from '../../../shared/model/user.ts';
import type { LockedDesk } from '../../../shared/wire/desk/down.ts';
import type { UnlockAnswer } from '../../../shared/wire/desk/sign-in.ts';
import type { DeskState } from './desk-state.ts';
import { isPassword } from './password.ts';

/** After so many wrong PINs in a row it takes the password. */
const WRONG_PINS_MAX = 5;
/** A window locks itself; the host does so when the window should have and did not. */
const GRACE_MS = 60_000;
const MINUTE_MS = 60_000;

export const isLocked = ({ host, signedIn }: DeskState): boolean =>
  signedIn !== null && host.access.isLocked(signedIn.token);

/** From here on this desk is shown nothing and does nothing, until its user unlocks it. */
export function lock(state: DeskState, user: User): void {
  if (!state.signedIn) return;
  state.host.access.lock(state.signedIn.token);
  state.stopIdling();
  state.subscription?.close();
  state.subscription = null;
  state.line.send({ type: 'locked', locked: toLocked(state, user) });
}

export const toLocked = ({ host }: DeskState, { id, name, login }: User): LockedDesk => ({
  name,
  login,
  hasPin: host.access.pinOf(id) !== null,
});

/**
 * Whether a PIN opens this desk again for the user who locked it. Wrong ones are counted for the
 * desk, over restarts too, and slow down whoever tries them at several.
 */
export async function checkPin(
  { host, signedIn }: DeskState,
  pin: string,
): Promise<Result<null, Extract<UnlockAnswer, { readonly ok: false }>['error']>> {
  const { access, pins } = host;
  const pinHash = signedIn && access.pinOf(signedIn.userId);
  if (!signedIn || !pinHash) return err({ kind: 'password-required' });
  const early = pins.attempt(signedIn.userId);
  if (early) return err({ kind: 'too-many-attempts', ...early });
  if (await isPassword(pinHash, pin)) {
    pins.succeeded(signedIn.userId);
    access.unlock(signedIn.token);
    return ok(null);
  }
  const wrong = access.countWrongPin(signedIn.token);
  if (wrong >= WRONG_PINS_MAX) return err({ kind: 'password-required' });
  return err({ kind: 'wrong-pin', left: WRONG_PINS_MAX - wrong });
}

/** Someone is at the desk: it locks when nobody was for a while. */
export function noteActive(state: DeskState, onIdle: () => void): void {
  if (!state.signedIn || isLocked(state)) return;
  const { timers, access } = state.host;
  state.stopIdling();
  state.stopIdling = timers.after(access.idleLockMin() * MINUTE_MS + GRACE_MS, onIdle);
}
