import { hash, verify } from '@node-rs/argon2';

/** The hash of a password, argon2id with the library's costs (19 MiB, two passes), as PHC string. */
export const hashPassword = (password: string): Promise<string> => hash(password);

/** Whether a password belongs to a hash. A hash that is none belongs to no password. */
export const isPassword = (passwordHash: string, password: string): Promise<boolean> =>
  verify(passwordHash, password).catch(() => false);
