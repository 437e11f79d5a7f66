import type { News, Place } from '../../shared/engine/exchange/collect-news.ts';
import { loadAwaitsWord } from '../../shared/engine/queries/load-awaits-word.ts';
import type { Central } from './central.ts';
import { pack } from './compression.ts';
import type { Listener } from './create-wake-hub.ts';

/**
 * What a listening replica is sent unasked, packed as an answer is. Where a claim waits for
 * central's word until others have seen it, the replica has to come and say so: it is asked to.
 */
export async function collectPackedNews(
  { engine }: Central,
  { organisationId, replica }: Listener,
  place: Place,
): Promise<News> {
  const news = await engine.news({ organisationId, replica }, place);
  if (news.kind !== 'frame') return news;
  if (await engine.store.read((db) => loadAwaitsWord(db, organisationId, replica))) {
    return { kind: 'must-ask' };
  }
  const { body } = await pack(news.bytes, 'zstd');
  return { ...news, bytes: body };
}
