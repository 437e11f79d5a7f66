import { Button } from '@mantine/core';
import { useState } from 'react';
import type { DeskAppointment } from '../../../shared/wire/desk/rows.ts';
import { useNotifyChoice } from '../../replica/use-notify-choice.ts';
import { NotifyCheck } from '../../ui/notify-check.tsx';
import { messageWords } from '../../words/message-words.ts';
import { words } from './booking-words.ts';
import { OfferChips } from './offer-chips.tsx';
import { useFreeTimes } from './use-free-times.ts';
import type { WantedTime } from './use-hold.ts';

const MINUTE_MS = 60_000;
const HALF_DAY_MS = 12 * 60 * MINUTE_MS;

/** Moves an appointment without dragging: to one of the next free times of its doctor. */
export function MoveForm(props: {
  readonly appointment: DeskAppointment;
  readonly onMove: (said: WantedTime & { readonly notify: boolean | undefined }) => void;
  readonly onKeep: () => void;
}) {
  const { branchId, doctorId, serviceId, startMs, endMs } = props.appointment;
  const [openedMs] = useState(() => Date.now());
  const telling = useNotifyChoice(branchId, 'moved');
  const offers = useFreeTimes({
    ...{ branchId, doctorId, serviceId, fromMs: Math.max(openedMs, startMs - HALF_DAY_MS) },
    durationMin: Math.max(5, Math.round((endMs - startMs) / MINUTE_MS)),
  });
  return (
    <div className="booking-form">
      {offers.length === 0 ? <p className="booking-hint">{words.noFreeTimes}</p> : null}
      <NotifyCheck label={messageWords.ask} choice={telling} />
      <OfferChips
        label={words.freeTimes}
        offers={offers}
        onChoose={({ sessionId: _, ...time }) => props.onMove({ ...time, notify: telling.notify })}
      />
      <Button variant="default" onClick={props.onKeep}>
        {words.keep}
      </Button>
    </div>
  );
}
