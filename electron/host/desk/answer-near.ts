import { err, ok } from '../../../shared/core/result.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type { OpenBook } from './desk-host.ts';

type NearAsk = Extract<Ask, { kind: 'near' | 'set-near' }>;

/**
 * Who is near is for everybody to see; whom this computer meets is decided by who answers for it: on
 * a laptop its doctor, too.
 */
export async function answerNear(
  { near }: Pick<OpenBook, 'near'>,
  ask: NearAsk,
  { role, doctorId }: Actor,
): Promise<AnswerOf<NearAsk>> {
  if (near === null) return ask.kind === 'near' ? null : err({ kind: 'standalone' });
  const isTheirs = near.doctorId !== null && near.doctorId === doctorId;
  const mayChange = role === 'admin' || role === 'manager' || isTheirs;
  const state = () => ({ ...near.state(), mayChange });
  if (ask.kind === 'near') return state();
  if (!mayChange) return err({ kind: 'not-permitted' });
  const done = await near.set(ask.plan);
  return done.ok ? ok(state()) : done;
}
