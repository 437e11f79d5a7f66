import { Button } from '@mantine/core';
import { useState } from 'react';
import type { DeskAppointment } from '../../../shared/wire/desk/rows.ts';
import { words } from './booking-words.ts';
import { OfferChips } from './offer-chips.tsx';
import { useFreeTimes } from './use-free-times.ts';
import type { WantedTime } from './use-hold.ts';

const MINUTE_MS = 60_000;
const HALF_DAY_MS = 12 * 60 * MINUTE_MS;

/** Moves an appointment without dragging: to one of the next free times of its doctor. */
export function MoveForm(props: {
  readonly appointment: DeskAppointment;
  readonly onMove: (time: WantedTime) => void;
  readonly onKeep: () => void;
}) {
  const { branchId, doctorId, serviceId, startMs, endMs } = props.appointment;
  const [openedMs] = useState(() => Date.now());
  const offers = useFreeTimes({
    ...{ branchId, doctorId, serviceId, fromMs: Math.max(openedMs, startMs - HALF_DAY_MS) },
    durationMin: Math.max(5, Math.round((endMs - startMs) / MINUTE_MS)),
  });
  return (
    <div className="booking-form">
      {offers.length === 0 ? <p className="booking-hint">{words.noFreeTimes}</p> : null}
      <OfferChips
        label={words.freeTimes}
        offers={offers}
        onChoose={({ sessionId: _, ...time }) => props.onMove(time)}
      />
      <Button variant="default" onClick={props.onKeep}>
        {words.keep}
      </Button>
    </div>
  );
}
