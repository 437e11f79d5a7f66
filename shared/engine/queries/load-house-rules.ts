import type { BufferedService } from '../../domain/rules/find-buffer-breach.ts';
import type { Rule } from '../../model/rule.ts';
import type { Tag } from '../../model/tag.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadBufferedServices } from './load-buffered-services.ts';
import { loadRules } from './load-rules.ts';
import { loadTags } from './load-tags.ts';

/** What the clinic wants kept to, before it is known what is about to be done. */
export interface HouseRules {
  /** Switched off or not. */
  readonly rules: readonly Rule[];
  readonly buffered: readonly BufferedService[];
  readonly tags: readonly Tag[];
}

/** In one round trip. */
export async function loadHouseRules(db: ReadDb, organisationId: string): Promise<HouseRules> {
  const [rules, buffered, tags] = await Promise.all([
    loadRules(db, organisationId),
    loadBufferedServices(db, organisationId),
    loadTags(db, organisationId),
  ]);
  return { rules, buffered, tags };
}
