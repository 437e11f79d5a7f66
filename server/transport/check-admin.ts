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

export function createAdminCheck({ engine, connector, clock }: Central): CheckAdmin {
  const throttle = openSharedThrottle(connector, clock, 'sign-in');
  // An unknown login takes as long to refuse as a wrong password, and so does not tell them apart.
  let nobody: Promise<string> | null = null;
  return async (claim) => {
    const { password } = claim;
    const login = claim.login.trim().toLowerCase();
    const known = await engine.store.read(loadFeeds);
    if (known.length === 0) return err({ kind: 'not-set-up' });
    const only = known.length === 1 ? known[0]?.organisationId : undefined;
    const organisationId = claim.organisationId ?? only;
    if (organisationId === undefined) return err({ kind: 'which-organisation' });
    const name = `${organisationId} ${login}`;
    const early = await throttle.attempt(name);
    if (early) return err({ kind: 'too-many-attempts', ...early });
    const user = await engine.store.read((db) => loadUser(db, organisationId, { login }));
    nobody ??= hash('nobody');
    const matches = await verify(user?.passwordHash ?? (await nobody), password).catch(() => false);
    if (!matches || !user?.active) return err({ kind: 'wrong-login-or-password' });
    await throttle.succeeded(name);
    return user.role === 'admin' ? ok({ organisationId, user }) : err({ kind: 'not-permitted' });
  };
}
