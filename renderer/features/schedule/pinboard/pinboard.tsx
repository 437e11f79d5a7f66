import './pinboard.css';
import { ActionIcon, Button } from '@mantine/core';
import { IconPin, IconX } from '@tabler/icons-react';
import { type DragEvent, useEffect } from 'react';
import type { BranchTime } from '../../../replica/use-branch.ts';
import { type Pin, takeInHand, unpin, usePins } from '../../../state/pins-store.ts';
import { Notice } from '../../../ui/notice.tsx';
import { NotifyCheck } from '../../../ui/notify-check.tsx';
import { refusalWords } from '../../../words/refusal-words.ts';
import { useSay } from '../../../words/use-say.ts';
import { words } from './pinboard-words.ts';
import { usePinned } from './use-pinned.ts';

/** What was put aside to be given another time: chosen here, or dragged from here, to a free time. */
export function Pinboard({ place }: { readonly place: BranchTime }) {
  const say = useSay();
  const { pins, inHand } = usePins();
  const { refused, telling, keepAsItIs } = usePinned(place);
  const chosen = pins.find(({ appointmentId }) => appointmentId === inHand);
  useEscape(chosen !== undefined);
  return (
    <section className="pinboard" aria-label={words.title}>
      <div className="pinboard-row">
        <b>
          <IconPin size={15} aria-hidden="true" /> {words.title}
        </b>
        {pins.map((pin) => (
          <PinChip key={pin.appointmentId} pin={pin} isInHand={pin.appointmentId === inHand} />
        ))}
        {chosen ? <NotifyCheck label={words.tell} choice={telling} /> : null}
      </div>
      <p className="page-hint" aria-live="polite">
        {chosen ? words.inHand(chosen.patientName) : words.hint}
      </p>
      {refused ? (
        <Notice
          tone="warn"
          title={refusalWords(refused, say)}
          action={
            refused.kind === 'moved-since' ? (
              <Button size="compact-sm" variant="subtle" onClick={keepAsItIs}>
                {words.movedSince}
              </Button>
            ) : null
          }
        />
      ) : null}
    </section>
  );
}

function PinChip({ pin, isInHand }: { readonly pin: Pin; readonly isInHand: boolean }) {
  const say = useSay();
  const { appointmentId, patientName, startMs, endMs } = pin;
  const when = say.span(startMs, endMs);
  const drag = (event: DragEvent): void => {
    event.dataTransfer.setData('text/plain', '');
    event.dataTransfer.effectAllowed = 'move';
    takeInHand(appointmentId);
  };
  return (
    <span className="pin" data-in-hand={isInHand || undefined}>
      <button
        type="button"
        className="pin-take"
        draggable
        aria-pressed={isInHand}
        onDragStart={drag}
        onClick={() => takeInHand(isInHand ? null : appointmentId)}
      >
        <b>{patientName}</b>
        <span>
          {when} · {say.doctor(pin.doctorId)}
        </span>
        <span className="visually-hidden">{words.take}</span>
      </button>
      <ActionIcon
        variant="subtle"
        size="sm"
        aria-label={words.remove(patientName)}
        onClick={() => unpin(appointmentId)}
      >
        <IconX size={14} />
      </ActionIcon>
    </span>
  );
}

function useEscape(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const leave = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') takeInHand(null);
    };
    addEventListener('keydown', leave);
    return () => removeEventListener('keydown', leave);
  }, [isOn]);
}
