import './handovers.css';
import { Button } from '@mantine/core';
import type { Delegation } from '../../../shared/model/delegation.ts';
import { useDesk } from '../../intents/desk.ts';
import { useOffers } from '../../replica/use-offers.ts';
import { Notice } from '../../ui/notice.tsx';
import { type Say, useSay } from '../../words/use-say.ts';
import { offerWords, spanWords } from './offer-words.ts';

/** Says, on top of whatever is shown, that time is offered, and what came of time that was. */
export function OfferNotice({ onOpen }: { readonly onOpen: () => void }) {
  const { waiting, answered } = useOffers();
  const { intents } = useDesk();
  const say = useSay();
  const [offer] = waiting;
  const [answer] = answered;
  if (!offer && !answer) return null;
  return (
    <section className="offer-notice" aria-label={offerWords.region}>
      {offer ? (
        <Notice
          tone="accent"
          title={offerWords.offered(waiting.length)}
          action={
            <Button size="compact-sm" onClick={onOpen}>
              {offerWords.open}
            </Button>
          }
        >
          {offerWords.offer(say.doctor(offer.doctorId), toWhom(offer, say), offer.reason)}
        </Notice>
      ) : null}
      {answer ? (
        <Notice
          tone={answer.state === 'done' ? 'neutral' : 'warn'}
          title={offerWords.answers[endOf(answer)](
            say.doctor(answer.toDoctorId),
            spanWords(answer, say),
          )}
          action={
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void intents.send('see-answer', { delegationId: answer.id })}
            >
              {offerWords.seen}
            </Button>
          }
        >
          {[answer.answerNote, offerWords.more(answered.length - 1)].filter(Boolean).join(' ')}
        </Notice>
      ) : null}
    </section>
  );
}

const toWhom = (offer: Delegation, say: Say): string =>
  `${say.doctor(offer.toDoctorId)}: ${spanWords(offer, say)}`;

const endOf = ({ state }: Delegation): keyof typeof offerWords.answers =>
  state === 'declined' || state === 'failed' || state === 'asked' ? state : 'done';
