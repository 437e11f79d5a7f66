import { decideSight } from '../../../shared/domain/access/decide-sight.ts';
import { countOpenAlerts } from '../../../shared/engine/alerts/load-alerts.ts';
import { loadReplicaInfo } from '../../../shared/engine/queries/load-replica-info.ts';
import type { Actor, User } from '../../../shared/model/user.ts';
import type { SignedIn } from '../../../shared/wire/desk/down.ts';
import { PROTOCOL_VERSION } from '../../../shared/wire/protocol-version.ts';
import type { DeskState } from './desk-state.ts';
import { isLocked, toLocked } from './lock-desk.ts';

/** Tells a desk where it is and who it is signed in as. */
export async function greet(state: DeskState): Promise<void> {
  const { host, line } = state;
  const organisationId = host.book()?.organisationId ?? null;
  const replica = await host.engine.store.read((db) => loadReplicaInfo(db, organisationId));
  const user = await loadSignedInUser(state);
  const locked = user && isLocked(state) ? toLocked(state, user) : null;
  line.send({
    type: 'welcome',
    protocol: PROTOCOL_VERSION,
    replica,
    signedIn:
      user && state.signedIn && !locked ? toSignedIn(state, user, state.signedIn.token) : null,
    locked,
    nowMs: host.clock.nowMs(),
    sampleLogins: host.book()?.sampleLogins ?? [],
  });
  if (user && !locked) await sendStatus(state);
}

/** Signs a desk in again by what it kept: a token of before, or the code of a one-time link. */
export async function resumeSignIn(state: DeskState, token: string | null): Promise<void> {
  if (token === null) return;
  const { access, links } = state.host;
  const linked = links.redeem(token);
  if (linked !== null) {
    state.signedIn = { userId: linked, token: access.newToken(linked) };
    return;
  }
  const userId = access.userOfToken(token);
  if (userId !== null) state.signedIn = { userId, token };
}

/** Signs a desk in as `user`, under a new token. */
export function signInAs(state: DeskState, user: User): SignedIn {
  stopWatching(state);
  if (state.signedIn) state.host.access.forgetToken(state.signedIn.token);
  const token = state.host.access.newToken(user.id);
  state.signedIn = { userId: user.id, token };
  return toSignedIn(state, user, token);
}

export function signOut(state: DeskState): void {
  if (state.signedIn) state.host.access.forgetToken(state.signedIn.token);
  state.signedIn = null;
  state.host.holds.signedOut(state.line);
  state.stopIdling();
  stopWatching(state);
  state.line.send({ type: 'signed-out' });
}

/**
 * Who asks, as the book has it at this moment: an account that was closed, or lost a right, is held
 * to it at once, and a desk that was left alone for half a day has to sign in again. Null, and the
 * desk told, when nobody is signed in or the desk is locked.
 */
export async function loadActor(state: DeskState): Promise<Actor | null> {
  const { signedIn, host } = state;
  const isFresh = signedIn && host.access.userOfToken(signedIn.token) === signedIn.userId;
  const user = isFresh ? await loadSignedInUser(state) : null;
  if (!user) {
    signOut(state);
    return null;
  }
  if (isLocked(state)) {
    state.line.send({ type: 'locked', locked: toLocked(state, user) });
    return null;
  }
  const { id, name, role, doctorId, branchIds } = user;
  return { userId: id, name, role, doctorId, branchIds, desk: state.name };
}

export async function sendStatus(state: DeskState): Promise<void> {
  const { host, line } = state;
  const book = host.book();
  const status = await book?.sync.status();
  if (!book || !status) return;
  const backups = host.backups?.status() ?? null;
  const user = await loadSignedInUser(state);
  const alerts =
    user === null || decideSight(user) === 'none'
      ? null
      : await host.engine.store.read((db) =>
          countOpenAlerts(db, book.organisationId, user, host.clock.nowMs()),
        );
  line.send({ type: 'status', status, backups, alerts });
}

export function stopWatching(state: DeskState): void {
  state.subscription?.close();
  state.subscription = null;
}

export async function loadSignedInUser({ host, signedIn }: DeskState): Promise<User | null> {
  const user = signedIn && (await host.book()?.users.find(signedIn.userId));
  const isForThem = host.limits === null || (user && decideSight(user) !== 'none');
  return user?.active && isForThem ? user : null;
}

export const toSignedIn = ({ host }: DeskState, user: User, token: string): SignedIn => ({
  userId: user.id,
  name: user.name,
  role: user.role,
  doctorId: user.doctorId,
  token,
  storeKey: host.access.storeKeyOf(user.id),
  idleLockMin: host.access.idleLockMin(),
});
