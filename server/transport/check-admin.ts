import { hash, verify } from '@node-rs/argon2';
import { err, ok, type Result } from '../../shared/core/result.ts';
import { loadFeeds } from '../../shared/engine/queries/load-feeds.ts';
import { loadUser } from '../../shared/engine/queries/load-user.ts';
import { openSharedThrottle } from '../../shared/engine/store/open-shared-throttle.ts';
import type { User } from '../../shared/model/user.ts';
import type { AdminClaim, AdminRefusal } from '../../shared/wire/exchange/administration.ts';
import type { Central } from './central.ts';

export const ADMIN_REFUSAL_STATUS: Readonly<Record<AdminRefusal['kind'], number>> = {
  'not-set-up': 409,
  'which-organisation': 400,
  'too-many-attempts': 429,
  'wrong-login-or-password': 401,
  'not-permitted': 403,
};

export interface Admin {
  readonly organisationId: string;
  readonly user: User;
}

/** Whether login and password are those of an administrator of the organisation. */
export type CheckAdmin = (claim: AdminClaim) => Promise<Result<Admin, AdminRefusal>>;

/** Whether a password is that of an account of an organisation; whoever guesses waits ever longer. */
export type CheckPassword = (
  organisationId: string,
  claim: Pick<AdminClaim, 'login' | 'password'>,
) => Promise<
  Result<User, Extract<AdminRefusal, { kind: 'too-many-attempts' | 'wrong-login-or-password' }>>
>;

/** `onFailed` hears whose password was wrong; null is nobody's. */
export function createPasswordCheck(
  { engine, connector, clock }: Central,
  onFailed: (organisationId: string, user: User | null) => void = () => undefined,
): CheckPassword {
  const throttle = openSharedThrottle(connector, clock, 'sign-in');
  // An unknown login takes as long to refuse as a wrong password, and so does not tell them apart.
  let nobody: Promise<string> | null = null;
  return async (organisationId, claim) => {
    const login = claim.login.trim().toLowerCase();
    const name = `${organisationId} ${login}`;
    const early = await throttle.attempt(name);
    if (early) return err({ kind: 'too-many-attempts', ...early });
    const user = await engine.store.read((db) => loadUser(db, organisationId, { login }));
    nobody ??= hash('nobody');
    const hashed = user?.passwordHash ?? (await nobody);
    const matches = await verify(hashed, claim.password).catch(() => false);
    if (!matches || !user?.active) {
      onFailed(organisationId, user);
      return err({ kind: 'wrong-login-or-password' });
    }
    await throttle.succeeded(name);
    return ok(user);
  };
}

export function createAdminCheck(central: Central): CheckAdmin {
  const { engine } = central;
  const checkPassword = createPasswordCheck(central);
  return async (claim) => {
    const known = await engine.store.read(loadFeeds);
    if (known.length === 0) return err({ kind: 'not-set-up' });
    const only = known.length === 1 ? known[0]?.organisationId : undefined;
    const organisationId = claim.organisationId ?? only;
    if (organisationId === undefined) return err({ kind: 'which-organisation' });
    const checked = await checkPassword(organisationId, claim);
    if (!checked.ok) return checked;
    const user = checked.value;
    return user.role === 'admin' ? ok({ organisationId, user }) : err({ kind: 'not-permitted' });
  };
}
