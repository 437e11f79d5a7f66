import { createHash } from 'node:crypto';
import type { BookKeys } from '../../electron/host/database/open-branch-database.ts';

export const KEY = createHash('sha512').update('the key of a test').digest();

/** Every kind of book that there is. */
export const BOOKS: readonly { readonly name: string; readonly keys: BookKeys | null }[] = [
  { name: 'in clear', keys: null },
  { name: 'under a key', keys: { current: KEY, former: null } },
];
