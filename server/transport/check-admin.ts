import { hash, verify } from '@node-rs/argon2';
import { err, ok, type Result } from '../../shared/core/result.ts';
import { createThrottle } from '../../shared/domain/access/create-throttle.ts';
import { loadUser } from '../../shared/engine/queries/load-user.ts';
import type { User } from '../../shared/model/user.ts';
import type { Central } from './central.ts';

export type AdminRefusal =
  | { readonly kind: 'not-set-up' }
  | { readonly kind: 'too-many-attempts'; readonly retryAtMs: number }
  | { readonly kind: 'wrong-login-or-password' }
  | { readonly kind: 'not-permitted' };

export const ADMIN_REFUSAL_STATUS: Readonly<Record<AdminRefusal['kind'], number>> = {
  'not-set-up': 409,
  'too-many-attempts': 429,
  'wrong-login-or-password': 401,
  'not-permitted': 403,
};

export interface Admin {
  readonly organisationId: string;
  readonly user: User;
}

/** Whether login and password are those of an administrator of central's organisation. */
export type CheckAdmin = (login: string, password: string) => Promise<Result<Admin, AdminRefusal>>;

export function createAdminCheck({ engine, clock }: Central): CheckAdmin {
  const throttle = createThrottle(clock);
  // An unknown login takes as long to refuse as a wrong password, and so does not tell them apart.
  let nobody: Promise<string> | null = null;
  return async (sentLogin, password) => {
    const login = sentLogin.trim().toLowerCase();
    const early = throttle.attempt(login);
    if (early) return err({ kind: 'too-many-attempts', ...early });
    const book = await engine.loadBook();
    if (!book) return err({ kind: 'not-set-up' });
    const { organisationId } = book;
    const user = await engine.store.read((db) => loadUser(db, organisationId, { login }));
    nobody ??= hash('nobody');
    const matches = await verify(user?.passwordHash ?? (await nobody), password).catch(() => false);
    if (!matches || !user?.active) return err({ kind: 'wrong-login-or-password' });
    throttle.succeeded(login);
    return user.role === 'admin' ? ok({ organisationId, user }) : err({ kind: 'not-permitted' });
  };
}
