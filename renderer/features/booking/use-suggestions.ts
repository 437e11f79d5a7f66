import { useEffect, useState } from 'react';
import { SUGGESTED_DAYS, SUGGESTIONS_MAX } from '../../../shared/model/choices.ts';
import type { Suggestion, Suggestions } from '../../../shared/model/suggestion.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import { useDesk } from '../../intents/desk.ts';
import type { DeskClient } from '../../replica/desk-client.ts';

type SuggestionsAsk = Extract<Ask, { readonly kind: 'suggestions' }>;
export type SuggestionsWish = Omit<SuggestionsAsk, 'kind' | 'untilMs'>;

/** What was found until now, and whether more is looked for. */
export interface Suggested extends Suggestions {
  readonly isLooking: boolean;
}

const DAY_MS = 86_400_000;
/** Days from now at which a search pauses: whoever closes the dialog is not waited for further. */
const STRETCHES = [14, 42, SUGGESTED_DAYS] as const;
const NOTHING: Suggested = { times: [], hours: [], isLooking: false };

/**
 * The best times for a wish, over a quarter of a year in a few stretches; none while there is no
 * wish. Another wish, or none any more, ends the search after the stretch that it is in.
 */
export function useSuggestions(wish: SuggestionsWish | null): Suggested {
  const { client } = useDesk();
  const [suggested, setSuggested] = useState<Suggested>(NOTHING);
  const key = wish === null ? null : JSON.stringify(wish);
  useEffect(() => {
    if (key === null) return undefined;
    let isWanted = true;
    setSuggested((former) => ({ ...former, isLooking: true }));
    const look = async (): Promise<void> => {
      for await (const found of search(client, JSON.parse(key) as SuggestionsWish)) {
        if (!isWanted) return;
        setSuggested(found);
      }
    };
    look().catch(() => isWanted && setSuggested(NOTHING));
    return () => {
      isWanted = false;
    };
  }, [client, key]);
  return wish === null ? NOTHING : suggested;
}

async function* search(client: DeskClient, wish: SuggestionsWish): AsyncGenerator<Suggested> {
  let times: readonly Suggestion[] = [];
  let hours: Suggestions['hours'] = [];
  let { fromMs } = wish;
  for (const [i, days] of STRETCHES.entries()) {
    const untilMs = wish.fromMs + days * DAY_MS;
    const found = await client.ask({ kind: 'suggestions', ...wish, fromMs, untilMs });
    times = merged(times, found.times);
    hours = i === 0 ? found.hours : hours;
    fromMs = untilMs;
    yield { times, hours, isLooking: i < STRETCHES.length - 1 };
  }
}

/** The best of both; of what came first the earliest stays, which is what most people ask for. */
function merged(former: readonly Suggestion[], more: readonly Suggestion[]): readonly Suggestion[] {
  const all = [...former, ...more].toSorted((a, b) => b.score - a.score);
  const first = all.toSorted((a, b) => a.startMs - b.startMs)[0];
  const best = all.slice(0, SUGGESTIONS_MAX);
  return !first || best.includes(first) ? best : [...best.slice(0, -1), first];
}
