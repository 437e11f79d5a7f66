import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Candidate, Opening } from '../../../shared/model/openings.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useDesk } from '../../intents/desk.ts';
import { useRow } from '../../replica/rows-store.ts';
import { useNotifyChoice } from '../../replica/use-notify-choice.ts';
import { Chip } from '../../ui/chip.tsx';
import { NotifyCheck } from '../../ui/notify-check.tsx';
import { useSay } from '../../words/use-say.ts';
import { useOpenings } from './use-openings.ts';
import { turnWords, words } from './waitlist-words.ts';

interface Shown {
  readonly nowMs: number;
  readonly onRefused: (refusal: Refusal | null) => void;
}

interface Offering extends Shown {
  /** Whether who is offered a time is told by a message; undefined where nobody asks. */
  readonly notify: boolean | undefined;
}

/** What is free that somebody waits for, the earliest first, with whose turn it is. */
export function OpeningsPart(props: Shown & { readonly branchId: string }) {
  const found = useOpenings(props.branchId);
  const telling = useNotifyChoice(props.branchId, 'offer');
  if (found === null) return null;
  return (
    <section className="openings" aria-label={words.openings}>
      <h2>{words.openings}</h2>
      {found.openings.length === 0 ? <p className="page-hint">{words.noOpenings}</p> : null}
      {found.openings.length === 0 ? null : <NotifyCheck label={words.tell} choice={telling} />}
      {found.openings.map((opening) => (
        <OpeningLines
          key={`${opening.doctorId} ${opening.branchId} ${opening.day}`}
          opening={opening}
          notify={telling.notify}
          {...props}
        />
      ))}
      {found.more > 0 ? <p className="page-hint">{words.moreOpenings(found.more)}</p> : null}
    </section>
  );
}

function OpeningLines({ opening, ...shown }: Offering & { readonly opening: Opening }) {
  const say = useSay();
  const [first] = opening.candidates;
  if (!first) return null;
  return (
    <>
      <h3>
        {say.day(first.time.startMs)} · {say.doctor(opening.doctorId)} ·{' '}
        {say.branch(opening.branchId)}
      </h3>
      <ul>
        {opening.candidates.map((candidate) => (
          <CandidateLine key={candidate.wishId} candidate={candidate} {...shown} />
        ))}
      </ul>
      {opening.more > 0 ? <p className="page-hint">{words.moreWaiting(opening.more)}</p> : null}
    </>
  );
}

function CandidateLine({
  candidate,
  nowMs,
  notify,
  onRefused,
}: Offering & { readonly candidate: Candidate }) {
  const { client, intents } = useDesk();
  const say = useSay();
  const [isBusy, setBusy] = useState(false);
  const wish = useRow('wishes', candidate.wishId);
  if (!wish) return null;
  const { sessionId: _, ...time } = candidate.time;
  const clock = say.time(time.startMs);
  const offer = async (): Promise<void> => {
    setBusy(true);
    const said = { wishId: wish.id, offerId: client.newId(), notify, ...time };
    const text = words.saidOffered(wish.patientName, clock);
    const outcome = await intents.send('offer-wish', said, text);
    setBusy(false);
    onRefused(outcome.ok ? null : outcome.error);
  };
  return (
    <li>
      <div>
        <b>{clock}</b> {wish.patientName} {wish.patientPhone}{' '}
        {wish.urgent ? <Chip tone="danger">{words.urgent}</Chip> : null}
        <small>
          {say.service(wish.serviceId)} · {turnWords(candidate.reasons, say, nowMs)}
        </small>
        {wish.note === '' ? null : <small>{wish.note}</small>}
      </div>
      <Button
        size="compact-sm"
        variant="default"
        loading={isBusy}
        aria-label={words.offerTo(wish.patientName, clock)}
        onClick={() => void offer()}
      >
        {words.offer}
      </Button>
    </li>
  );
}
