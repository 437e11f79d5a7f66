import { useRef, useState } from 'react';
import type { CourseTime } from '../../../../shared/model/course.ts';
import type { Refusal } from '../../../../shared/model/refusal.ts';
import { useDesk } from '../../../intents/desk.ts';
import { select } from '../../../state/view-store.ts';
import { addSaid, type Said } from '../said.ts';
import type { Booking } from '../use-booking.ts';
import { words } from './course-words.ts';

export type BookedVisit = CourseTime & { readonly serviceId: string };

/** Books several visits as one; `turn` goes on whenever what was shown may not be so any more. */
export function useBookCourse(booking: Booking, { withEither = false } = {}) {
  const { client, intents } = useDesk();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [turn, setTurn] = useState(0);
  const said = useRef<Said>({});
  const book = async (visits: readonly BookedVisit[], more?: Said): Promise<void> => {
    const { patient, isNew, hold, note, emergency, telling } = booking;
    if (!patient) return;
    said.current = more ? addSaid(said.current, more) : {};
    setBusy(true);
    const inTurn = heldFirst(visits, booking);
    const input = {
      ...{ courseId: client.newId(), patientId: patient.id, newPatient: isNew ? patient : null },
      visits: inTurn.map((visit) => ({ ...visit, appointmentId: client.newId() })),
      holdId: hold.kind === 'held' && isHeld(inTurn[0], booking.time) ? hold.holdId : null,
      ...{ note, emergency, withEither, notify: telling.notify, ...said.current },
    };
    const done = words.booked(patient.name, visits.length);
    const answer = await intents.send('book-course', input, done);
    setBusy(false);
    if (answer.ok) {
      select(answer.value.recordId);
      return;
    }
    setRefusal(answer.error);
    if (answer.error.kind === 'course-refused') setTurn((former) => former + 1);
  };
  return { book, refusal, isBusy, turn, forget: () => setRefusal(null) };
}

/** The time that is held is asked for first: the hold is for it alone. */
const heldFirst = (visits: readonly BookedVisit[], { time }: Booking): readonly BookedVisit[] =>
  visits.toSorted((a, b) => Number(isHeld(b, time)) - Number(isHeld(a, time)));

const isHeld = (visit: BookedVisit | undefined, time: Booking['time']): boolean =>
  time !== null && visit?.doctorId === time.doctorId && visit.startMs === time.startMs;
