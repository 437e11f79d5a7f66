import { loadUser } from '../../../shared/engine/queries/load-user.ts';
import type { Store } from '../../../shared/engine/store/open-store.ts';
import type { User } from '../../../shared/model/user.ts';

/** The accounts of those who are at the desks, for each message of a desk asks whose it is. */
export interface KnownUsers {
  /** The account as the book has it at this moment; null if there is none. */
  readonly find: (id: string) => Promise<User | null>;
  readonly close: () => void;
}

/** More are not signed in at one host. */
const USERS_MAX = 500;

/** Reads an account once, and again when any account was written. */
export function createKnownUsers(store: Store, organisationId: string): KnownUsers {
  const known = new Map<string, Promise<User | null>>();
  const stopListening = store.onCommit((commit) => {
    if (commit.organisationId === organisationId && commit.tables.has('appUser')) known.clear();
  });
  const load = (id: string): Promise<User | null> => {
    const loading = store.read((db) => loadUser(db, organisationId, { id }));
    if (known.size >= USERS_MAX) known.clear();
    known.set(id, loading);
    loading.catch(() => known.get(id) === loading && known.delete(id));
    return loading;
  };
  return { find: (id) => known.get(id) ?? load(id), close: stopListening };
}
