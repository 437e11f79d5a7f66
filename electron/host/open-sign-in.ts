import { decideReview } from '../../shared/domain/access/decide-review.ts';
import type { Engine } from '../../shared/engine/open-engine.ts';
import { loadUser } from '../../shared/engine/queries/load-user.ts';
import { createFailedSignIns } from './desk/note-failed-sign-in.ts';
import { createSignIn, type SignIn } from './desk/sign-in.ts';
import type { HostOptions } from './host-surroundings.ts';

/** Wrong passwords that come again and again are told of. */
export function openSignIn({ clock, onError }: HostOptions, engine: Engine): SignIn {
  const noteFailed = createFailedSignIns(engine);
  const signIn = createSignIn(
    clock,
    (login) => loadLogin(engine, login),
    (user) =>
      void noteFailed(user).catch((error: unknown) =>
        onError(error, 'A wrong password could not be told of.'),
      ),
  );
  return async (login, password) => {
    const signedIn = await signIn(login, password);
    const book = await engine.loadBook();
    if (!signedIn.ok || book?.kind !== 'review') return signedIn;
    const may = decideReview(signedIn.value, book, clock.nowMs());
    return may.ok ? signedIn : may;
  };
}

async function loadLogin(engine: Engine, login: string) {
  const book = await engine.loadBook();
  if (!book) return null;
  return engine.store.read((db) => loadUser(db, book.organisationId, { login }));
}
