import './waitlist.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Opening, Openings } from '../../../shared/model/openings.ts';
import { useRow } from '../../replica/rows-store.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSay } from '../../words/use-say.ts';
import { useOpenings } from './use-openings.ts';
import { words } from './waitlist-words.ts';

/** Says, on top of the schedule, that a time is free that somebody on the waitlist wants. */
export function WaitlistNotice(props: { readonly onOpen: () => void }) {
  const say = useSay();
  const branchId = useBranch()?.branch.id ?? null;
  const found = useOpenings(branchId);
  const fresh = useFresh(found);
  const [first] = fresh.openings;
  const [next] = first?.candidates ?? [];
  const wish = useRow('wishes', next?.wishId ?? null);
  if (!first || !next || !wish) return null;
  const { startMs } = next.time;
  const time = `${say.day(startMs)}, ${say.time(startMs)}`;
  return (
    <section className="waitlist-notice" aria-label={words.openings}>
      <Notice
        tone="accent"
        title={words.notice(fresh.openings.length)}
        action={
          <span className="waitlist-buttons">
            <Button size="compact-sm" onClick={props.onOpen}>
              {words.open}
            </Button>
            <Button size="compact-sm" variant="default" onClick={fresh.putAway}>
              {words.later}
            </Button>
          </span>
        }
      >
        {words.noticeFirst(time, say.doctor(first.doctorId), wish.patientName)}
      </Notice>
    </section>
  );
}

/** Openings that came since this desk looked first, or put away what it was told. */
function useFresh(found: Openings | null) {
  const [known, setKnown] = useState<ReadonlySet<string> | null>(null);
  if (found && known === null) setKnown(keysOf(found));
  return {
    openings: found?.openings.filter((one) => known && !known.has(keyOf(one))) ?? [],
    putAway: () => found && setKnown(keysOf(found)),
  };
}

/** The first time of a doctor's day: one that is freed before it is new. */
const keyOf = ({ doctorId, candidates }: Opening): string =>
  `${doctorId} ${Math.min(...candidates.map(({ time }) => time.startMs))}`;
const keysOf = ({ openings }: Openings): ReadonlySet<string> => new Set(openings.map(keyOf));
