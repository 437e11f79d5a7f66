import type { CentralClient } from '../../electron/host/sync/central-client.ts';
import type { TestEngine } from './engine.ts';

/** Exchanges over a client, as a host does, until neither side has anything left. */
export async function exchangeBy(
  engine: TestEngine,
  organisationId: string,
  client: Pick<CentralClient, 'exchange'>,
): Promise<void> {
  for (let requests = 0; requests < 100; requests += 1) {
    const sentAtMs = engine.clock.nowMs();
    const answer = await client.exchange(await engine.nextPush(organisationId));
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    const taken = await engine.takeAnswer(organisationId, answer.value, sentAtMs);
    if (!taken.ok) throw new Error(taken.error);
    if (!taken.value.more && !taken.value.trail) return;
  }
  throw new Error('The exchange never came to rest.');
}
