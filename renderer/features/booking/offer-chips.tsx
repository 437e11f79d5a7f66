import { UnstyledButton } from '@mantine/core';
import type { Offer } from '../../../shared/model/conflict.ts';
import { useSay } from '../../words/use-say.ts';

/** Free times to choose from, the nearest first. */
export function OfferChips(props: {
  readonly label: string;
  readonly offers: readonly Offer[];
  readonly onChoose: (offer: Offer) => void;
}) {
  const say = useSay();
  if (props.offers.length === 0) return null;
  return (
    <div>
      <p className="booking-hint">{props.label}</p>
      <div className="offer-chips">
        {props.offers.map((offer) => (
          <UnstyledButton
            key={`${offer.doctorId} ${offer.startMs}`}
            className="offer-chip"
            onClick={() => props.onChoose(offer)}
          >
            <b>{say.time(offer.startMs)}</b> {say.day(offer.startMs)} · {say.doctor(offer.doctorId)}
          </UnstyledButton>
        ))}
      </div>
    </div>
  );
}
