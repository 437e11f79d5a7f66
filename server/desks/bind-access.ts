import type { Access } from '../../electron/host/desk/create-access.ts';

/**
 * Who is signed in, for one browser: a token that was given to another is worth nothing, whatever
 * script or log it was read from. `secrets` has, for each token, whose it is.
 */
export function bindAccess(access: Access, secrets: Map<string, string>, secret: string): Access {
  const isOwn = (token: string): boolean => secrets.get(token) === secret;
  return {
    ...access,
    newToken: (userId) => {
      const token = access.newToken(userId);
      secrets.set(token, secret);
      const [oldest] = secrets.keys();
      if (secrets.size > TOKENS_MAX && oldest !== undefined) secrets.delete(oldest);
      return token;
    },
    userOfToken: (token) => (isOwn(token) ? access.userOfToken(token) : null),
    forgetToken: (token) => {
      if (!isOwn(token)) return;
      secrets.delete(token);
      access.forgetToken(token);
    },
  };
}

/** As many as an organisation has signed in at once. */
const TOKENS_MAX = 500;
