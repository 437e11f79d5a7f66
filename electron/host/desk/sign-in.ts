import type { Clock } from '../../../shared/core/clock.ts';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import { createThrottle } from '../../../shared/domain/access/create-throttle.ts';
import type { User } from '../../../shared/model/user.ts';
import type { SignInRefusal } from '../../../shared/wire/desk/sign-in.ts';
import { hashPassword, isPassword } from './password.ts';

/** Finds out who someone is by login and password. */
export type SignIn = (login: string, password: string) => Promise<Result<User, SignInRefusal>>;

/** `loadByLogin` gives the account of a login, or null; `onFailed` hears whose password was wrong. */
export function createSignIn(
  clock: Clock,
  loadByLogin: (login: string) => Promise<User | null>,
  onFailed: (user: User | null) => void = () => undefined,
): SignIn {
  const throttle = createThrottle(clock);
  // An unknown login takes as long to refuse as a wrong password, and so does not tell them apart.
  let nobody: Promise<string> | null = null;
  return async (sentLogin, password) => {
    const login = sentLogin.trim().toLowerCase();
    const early = throttle.attempt(login);
    if (early) return err({ kind: 'too-many-attempts', ...early });
    const user = await loadByLogin(login);
    nobody ??= hashPassword('nobody');
    const matches = await isPassword(user?.passwordHash ?? (await nobody), password);
    if (!matches || !user?.active) {
      onFailed(user);
      return err({ kind: 'wrong-login-or-password' });
    }
    throttle.succeeded(login);
    return ok(user);
  };
}
