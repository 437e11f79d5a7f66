import { err, ok } from '../../../shared/core/result.ts';
import { loadUser } from '../../../shared/engine/queries/load-user.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type { DeskHost } from './desk-host.ts';
import { hashPassword } from './password.ts';

export type SecurityAsk = Extract<
  Ask,
  { readonly kind: 'desk-security' | 'set-pin' | 'set-idle-lock' }
>;

/** When the desks of this computer lock, and what unlocks them for who asks. */
export async function answerSecurity(
  host: DeskHost,
  organisationId: string,
  ask: SecurityAsk,
  actor: Actor,
): Promise<AnswerOf<SecurityAsk>> {
  const { access } = host;
  switch (ask.kind) {
    case 'desk-security':
      return {
        hasPin: access.pinOf(actor.userId) !== null,
        idleLockMin: access.idleLockMin(),
      };
    case 'set-pin':
      return setPin(host, organisationId, ask, actor);
    case 'set-idle-lock':
      if (actor.role !== 'admin' && actor.role !== 'manager') return err({ kind: 'not-permitted' });
      access.setIdleLockMin(ask.minutes);
      return ok(null);
  }
}

/** A desk that was left open is no reason for somebody else to choose its PIN. */
async function setPin(
  { engine, signIn, access }: DeskHost,
  organisationId: string,
  ask: Extract<SecurityAsk, { readonly kind: 'set-pin' }>,
  { userId }: Actor,
): Promise<AnswerOf<typeof ask>> {
  const user = await engine.store.read((db) => loadUser(db, organisationId, { id: userId }));
  const proven = await signIn(user?.login ?? '', ask.password);
  if (!proven.ok) return proven;
  access.setPin(userId, ask.pin === null ? null : await hashPassword(ask.pin));
  return ok(null);
}
