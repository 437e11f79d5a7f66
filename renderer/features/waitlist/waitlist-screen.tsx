import './waitlist.css';
import { SegmentedControl, TextInput } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { DeskWish } from '../../../shared/wire/desk/rows.ts';
import { useRows } from '../../replica/rows-store.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { OfferedPart } from './offered-part.tsx';
import { OpeningsPart } from './openings-part.tsx';
import { useNow } from './use-now.ts';
import { words } from './waitlist-words.ts';
import { WishTable } from './wish-table.tsx';
import { standingOf } from './wish-text.ts';

const FILTERS = ['waiting', 'ended', 'all'] as const;
type Filter = (typeof FILTERS)[number];
/** As many as the list shows at once; the search finds the others. */
const SHOWN_MAX = 100;

/** Who waits for a time at the branch on screen, what is free for them, and what was offered. */
export function WaitlistScreen() {
  const place = useBranch();
  return place ? <OpenWaitlist key={place.branch.id} place={place} /> : null;
}

function OpenWaitlist({ place }: { readonly place: BranchTime }) {
  const say = useSay();
  const nowMs = useNow();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [filter, setFilter] = useState<Filter>('waiting');
  const [text, setText] = useState('');
  const all = useWishesOf(place, nowMs);
  const waiting = all.filter((wish) => standingOf(wish, place.zone, nowMs) === 'waiting');
  const shown = (filter === 'waiting' ? waiting : all)
    .filter((wish) => filter !== 'ended' || standingOf(wish, place.zone, nowMs) !== 'waiting')
    .filter((wish) => isFound(wish, text, say.service(wish.serviceId)));
  return (
    <section className="page waitlist">
      <div className="page-head">
        <h1>{words.title(place.branch.name)}</h1>
      </div>
      <p className="page-hint">{words.intro}</p>
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
      <OfferedPart wishes={waiting} nowMs={nowMs} onRefused={setRefusal} />
      {waiting.length > 0 ? (
        <OpeningsPart branchId={place.branch.id} nowMs={nowMs} onRefused={setRefusal} />
      ) : null}
      <div className="waitlist-find">
        <TextInput
          aria-label={words.search}
          placeholder={words.searchHint}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <SegmentedControl
          aria-label={words.filter}
          value={filter}
          onChange={(value) => setFilter(value as Filter)}
          data={FILTERS.map((value) => ({ value, label: words.filters[value] }))}
        />
      </div>
      {shown.length === 0 ? (
        <EmptyState
          title={text === '' ? words.none : words.noneFound}
          icon={<IconHourglass size={32} stroke={1.5} />}
        >
          {text === '' ? words.noneHint : null}
        </EmptyState>
      ) : null}
      <WishTable
        wishes={shown.slice(0, SHOWN_MAX)}
        place={place}
        nowMs={nowMs}
        onRefused={setRefusal}
      />
      {shown.length > SHOWN_MAX ? <p className="page-hint">{words.cut(SHOWN_MAX)}</p> : null}
    </section>
  );
}

/** In whose turn it is: who is urgent first, then who waits longest. */
function useWishesOf({ branch }: BranchTime, nowMs: number): readonly DeskWish[] {
  const wishes = useRows('wishes');
  return useMemo(
    () =>
      [...wishes.values()]
        .filter(({ branchId, addedMs }) => branchId === branch.id && addedMs <= nowMs + FUTURE_MS)
        .toSorted((a, b) => Number(b.urgent) - Number(a.urgent) || a.addedMs - b.addedMs),
    [wishes, branch.id, nowMs],
  );
}

/** Clocks of desks differ. */
const FUTURE_MS = 86_400_000;

function isFound(wish: DeskWish, text: string, service: string): boolean {
  const where = [wish.patientName, wish.patientPhone ?? '', service, wish.note].join(' ');
  return where.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase());
}
