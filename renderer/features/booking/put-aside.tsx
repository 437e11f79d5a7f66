import { Button } from '@mantine/core';
import type { DeskAppointment } from '../../../shared/wire/desk/rows.ts';
import { PINS_MAX, pin, unpin, usePins } from '../../state/pins-store.ts';
import { openHandover } from '../../state/view-store.ts';
import { words } from './booking-words.ts';

/** An appointment can be put aside until a time is found for it, or its time given to another doctor. */
export function PutAside({ appointment }: { readonly appointment: DeskAppointment }) {
  const { id: appointmentId, patientName, doctorId, branchId, startMs, endMs } = appointment;
  const pins = usePins((state) => state.pins);
  const isPinned = pins.some((one) => one.appointmentId === appointmentId);
  const isFull = !isPinned && pins.length >= PINS_MAX;
  const toggle = (): void => {
    if (isPinned) unpin(appointmentId);
    else pin({ appointmentId, patientName, doctorId, branchId, startMs, endMs });
  };
  return (
    <>
      <Button variant="subtle" size="compact-sm" disabled={isFull} onClick={toggle}>
        {isFull ? words.boardFull(PINS_MAX) : isPinned ? words.unpin : words.pin}
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={() => openHandover(appointment)}>
        {words.handOver}
      </Button>
    </>
  );
}
