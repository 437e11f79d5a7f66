import { err } from '../../../shared/core/result.ts';
import { loadUser } from '../../../shared/engine/queries/load-user.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type { DeskHost, OpenBook } from './desk-host.ts';

type DevicesAsk = Extract<Ask, { readonly kind: 'make-code' | 'retire-device' }>;

/**
 * Lets computers join and takes them out of service, at central, which asks for the password: a desk
 * that was left open is no reason to let somebody else in.
 */
export async function answerDevices(
  { engine }: DeskHost,
  { organisationId, sync }: OpenBook,
  ask: DevicesAsk,
  actor: Actor,
): Promise<AnswerOf<DevicesAsk>> {
  const { admin } = sync;
  if (actor.role !== 'admin') return err({ kind: 'not-permitted' });
  if (admin === null) return err({ kind: 'standalone' });
  const user = await engine.store.read((db) => loadUser(db, organisationId, { id: actor.userId }));
  const claim = { login: user?.login ?? '', password: ask.password };
  if (ask.kind === 'make-code') {
    return admin.makeCode(claim, { name: ask.name, ...toPlace(ask.place) });
  }
  if ((await engine.loadBook())?.replica === ask.replica) return err({ kind: 'this-computer' });
  const done = await admin.retire(claim, ask.replica);
  // Central tells everybody on their lines; whoever has none would see it a minute later.
  if (done.ok) await sync.now();
  return done;
}

type Place = Extract<Ask, { readonly kind: 'make-code' }>['place'];

function toPlace(place: Place) {
  const { kind } = place;
  const none = { kind, branchId: null, doctorId: null, branchIds: [] };
  if (place.kind === 'review') return { ...none, branchIds: place.branchIds };
  return place.kind === 'branch'
    ? { ...none, branchId: place.id }
    : { ...none, doctorId: place.id };
}
