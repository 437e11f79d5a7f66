import './trail.css';
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { addDays, dayAt } from '../../../shared/time/day.ts';
import { TOLD_TRAIL } from '../../../shared/wire/desk/trail-choices.ts';
import { useRows } from '../../replica/rows-store.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { isLooking, useSession } from '../../state/session-store.ts';
import { useView } from '../../state/view-store.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { loadWords } from '../../words/load-words.ts';
import { spanOf, type TrailDraft } from './trail-draft.ts';
import { TrailFilters } from './trail-filters.tsx';
import { TrailProof } from './trail-proof.tsx';
import { TrailTable } from './trail-table.tsx';
import { words } from './trail-words.ts';
import { useTrail } from './use-trail.ts';

const DAYS = 30;

/** Whether whoever looks at several branches answers for some of them alone. */
function useAnswersForSome(): boolean {
  const users = useRows('users');
  const looks = useSession(isLooking);
  const me = useSession((session) => session.me?.userId ?? '');
  return looks && (users.get(me)?.branchIds.length ?? 0) > 0;
}

/** Everything that was done on the book of this computer, to be searched, checked and saved. */
export function TrailScreen() {
  const place = useBranch();
  return (
    <section className="page">
      <h1>{words.title}</h1>
      <p className="page-hint">{words.hint}</p>
      {place ? <Trail key={place.branch.id} place={place} /> : null}
    </section>
  );
}

function Trail({ place }: { readonly place: BranchTime }) {
  const today = dayAt(place.zone, Date.now());
  const isReview = useSession(({ replica }) => replica?.kind === 'review');
  const [draft, setDraft] = useState<TrailDraft>({
    ...{ firstDay: addDays(today, 1 - DAYS), lastDay: today },
    ...{
      text: useView.getState().soughtInTrail,
      act: null,
      source: null,
      of: isReview ? TOLD_TRAIL : null,
    },
  });
  // What somebody came to look into is sought once.
  useEffect(() => useView.setState({ soughtInTrail: '' }), []);
  const isOfSome = useAnswersForSome();
  const [turn, setTurn] = useState(0);
  const days = spanOf(draft, place.zone);
  const { text, act, source, of } = draft;
  const span = days && { ...days, ...(of === null ? {} : { of }) };
  const sought = span === null ? null : { ...span, text: text.trim(), act, source, recordId: null };
  const { shown, state, isRefused, goOn } = useTrail(sought, turn);
  if (isRefused) return <Notice tone="neutral" title={words.notPermitted} />;
  const isEmpty = state === 'there' && shown.entries.length === 0;
  return (
    <>
      {isOfSome && of === null ? <Notice tone="neutral" title={words.ofSome} /> : null}
      {of === TOLD_TRAIL ? <Notice tone="neutral" title={words.toldHint} /> : null}
      <TrailProof span={span} canSave={of !== TOLD_TRAIL && !(isOfSome && of === null)} />
      <TrailFilters draft={draft} onChange={(more) => setDraft({ ...draft, ...more })} />
      {span === null ? <Notice tone="warn" title={words.noDays} /> : null}
      {shown.entries.length > 0 ? <TrailTable {...shown} /> : null}
      {span === null ? null : (
        <LoadState
          state={state}
          words={loadWords}
          hasAnswer={shown.entries.length > 0}
          onRetry={() => setTurn(turn + 1)}
        />
      )}
      {isEmpty ? <p>{shown.nextNo === null ? words.none : words.noneFurther}</p> : null}
      {state === 'there' && shown.nextNo !== null ? (
        <div>
          <Button variant="default" onClick={goOn}>
            {words.more}
          </Button>
        </div>
      ) : null}
    </>
  );
}
