import type { FoundConflict } from '../../../shared/model/found-conflict.ts';
import type { Say } from '../../words/use-say.ts';
import { workBreachWords } from '../../words/work-words.ts';
import { words } from './conflict-words.ts';

/** What is the matter with working time, in a sentence. */
export function foundWords({ kind, breach, about }: FoundConflict, say: Say): string {
  if (breach) return workBreachWords(breach, say, true);
  if (kind === 'refused') return words.found.refused(about === null ? null : say.branch(about));
  return kind === 'closed' ? words.found.closed(about ?? '') : words.found.away(about ?? '');
}
