import type { IntentInput, IntentKind } from '../../shared/model/intent.ts';
import type { DeskClient } from '../support/desk-client.ts';
import type { RunningClinic } from './running-clinic.ts';

const SEED = Number(process.env.DAYBOOK_SEED ?? 0);

/** When the host is killed: as something is asked for, as it reaches the disk, as it is answered. */
const MOMENTS = ['asked', 'written', 'answered'] as const;
type Moment = (typeof MOMENTS)[number];

/** Each step has another one, and with another seed the next. */
export const momentOf = (step: number): Moment =>
  MOMENTS[(step + SEED) % MOMENTS.length] ?? 'asked';

/**
 * Asks a host for something, and kills it in the middle of that; it is started again then. Returns
 * whether it had said that it is done.
 */
export async function askAndKill<K extends IntentKind>(
  clinic: RunningClinic,
  desk: DeskClient,
  moment: Moment,
  [kind, input, intentId]: readonly [K, IntentInput<K>, string],
): Promise<boolean> {
  let acknowledged = false;
  const written = clinic.nextWrite();
  const answer = desk.intend(kind, input, intentId).then(({ ok }) => {
    acknowledged = ok;
  });
  // Whoever is cut off has no answer.
  answer.catch(() => undefined);
  if (moment === 'written') await written;
  if (moment === 'answered') await answer;
  await clinic.kill();
  await desk.closed;
  await clinic.start();
  return acknowledged;
}
