import { Button } from '@mantine/core';
import { useState } from 'react';
import { offerState } from '../../../shared/domain/waitlist/wish-state.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { WishOffer } from '../../../shared/model/wish.ts';
import type { DeskWish } from '../../../shared/wire/desk/rows.ts';
import { useDesk } from '../../intents/desk.ts';
import { useNotifyChoice } from '../../replica/use-notify-choice.ts';
import { NotifyCheck } from '../../ui/notify-check.tsx';
import { messageWords } from '../../words/message-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './waitlist-words.ts';

interface Offered {
  readonly wish: DeskWish;
  readonly offer: WishOffer;
}

/** Who was offered a time and has not answered: the one click that books it, or lets it go. */
export function OfferedPart(props: {
  readonly wishes: readonly DeskWish[];
  readonly nowMs: number;
  readonly onRefused: (refusal: Refusal | null) => void;
}) {
  const offered = props.wishes.flatMap((wish): Offered[] =>
    wish.offer && offerState(wish.offer, props.nowMs) === 'open'
      ? [{ wish, offer: wish.offer }]
      : [],
  );
  if (offered.length === 0) return null;
  return (
    <section className="openings" aria-label={words.offered}>
      <h2>{words.offered}</h2>
      <ul>
        {offered.map((one) => (
          <OfferedLine key={one.offer.id} {...one} onRefused={props.onRefused} />
        ))}
      </ul>
    </section>
  );
}

function OfferedLine(props: Offered & { readonly onRefused: (refusal: Refusal | null) => void }) {
  const { wish, offer } = props;
  const { client, intents } = useDesk();
  const say = useSay();
  const [isBusy, setBusy] = useState(false);
  const telling = useNotifyChoice(wish.branchId, wish.appointmentId === null ? 'booked' : 'moved');
  const { patientName: name } = wish;
  const time = `${say.day(offer.startMs)}, ${say.time(offer.startMs)}`;
  const answer = async (said: 'accepted' | 'declined'): Promise<void> => {
    setBusy(true);
    const { notify } = telling;
    const visit = { wishId: wish.id, offerId: offer.id, appointmentId: client.newId() };
    const text = said === 'accepted' ? words.saidBooked(name, time) : words.saidDeclined(name);
    const outcome = await intents.send('answer-wish', { ...visit, answer: said, notify }, text);
    setBusy(false);
    props.onRefused(outcome.ok ? null : outcome.error);
  };
  return (
    <li>
      <div>
        <b>{name}</b> {wish.patientPhone}
        <small>
          {time} · {say.doctor(offer.doctorId)} · {say.service(wish.serviceId)}
        </small>
        <small>{words.heldUntil(say.time(offer.deadlineMs), offer.byName)}</small>
        <NotifyCheck label={messageWords.ask} choice={telling} />
      </div>
      <span className="waitlist-buttons">
        <Button
          size="compact-sm"
          loading={isBusy}
          aria-label={words.acceptedBy(name)}
          onClick={() => void answer('accepted')}
        >
          {words.accepted}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={words.declinedBy(name)}
          onClick={() => void answer('declined')}
        >
          {words.declined}
        </Button>
      </span>
    </li>
  );
}
