import { decodeCarried } from '../../../shared/wire/carry/carried.ts';
import type { NearTrouble } from '../../../shared/wire/desk/near.ts';
import type { CarryByFile } from '../sync/carry-by-file.ts';
import type { meetAt } from './near-client.ts';
import type { AnswerNear } from './near-server.ts';

/** Frames in a row: what waits longer goes on the next time. */
const ROUNDS_MAX = 20;

type Met = Extract<Awaited<ReturnType<typeof meetAt>>, { readonly ok: true }>['value'];

/** Hands in what a neighbour sealed for central; only its own. */
export async function handInFor(
  from: string,
  bytes: Uint8Array,
  carry: CarryByFile,
): ReturnType<AnswerNear> {
  const file = decodeCarried(bytes);
  const isItsPush =
    file.ok && file.value.header.kind === 'push' && file.value.header.replica === from;
  const done = isItsPush ? await carry.importFile(bytes) : null;
  return done?.ok && done.value.kind === 'handed-in'
    ? { answer: { kind: 'carried' }, bytes: done.value.answer }
    : { answer: { kind: 'not-carried' } };
}

/**
 * Has a neighbour carry what waits here, and takes what central answers, until neither has more. Says
 * whether anything came of it, or what was wrong with the line.
 */
export async function carryBy(met: Met, carry: CarryByFile): Promise<boolean | NearTrouble> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const push = await carry.exportPush();
    if (!push.ok) return round > 0;
    const said = await met.say({ kind: 'carry' }, push.value);
    if (!said.ok) return said.error;
    if (said.value.answer.kind !== 'carried') return round > 0;
    const taken = await carry.importFile(said.value.bytes);
    // It was outdated: the line to central is back, or another neighbour was quicker.
    if (!taken.ok || taken.value.kind !== 'taken') return round > 0;
    if (taken.value.rows === 0) return true;
  }
  return true;
}
