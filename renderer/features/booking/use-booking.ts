import { notifications } from '@mantine/notifications';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { serviceMinutes } from '../../../shared/domain/slots/service-minutes.ts';
import type { PatientDetails } from '../../../shared/model/patient.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { Service } from '../../../shared/model/service.ts';
import { useDesk } from '../../intents/desk.ts';
import { newPatient } from '../../replica/new-patient.ts';
import { useRows } from '../../replica/rows-store.ts';
import type { BranchTime } from '../../replica/use-branch.ts';
import { useNotifyChoice } from '../../replica/use-notify-choice.ts';
import { beginVisit, isBooking } from '../../state/under-way-store.ts';
import { type Draft, select } from '../../state/view-store.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './booking-words.ts';
import { addSaid, type Said } from './said.ts';
import { useHold, type WantedTime } from './use-hold.ts';

export type Booking = ReturnType<typeof useBooking>;

const MINUTE_MS = 60_000;

/** A booking on its way: what was chosen so far, the hold on its time, and the last "no". */
export function useBooking(place: BranchTime, draft: Draft) {
  const { client, intents } = useDesk();
  const services = useServicesOf(draft.doctorId);
  const [serviceId, setServiceId] = useState<string | null>(null);
  const [patient, setPatient] = useState<PatientDetails | null>(draft.patient);
  const [isNew, setNew] = useState(false);
  const [note, setNote] = useState('');
  const [emergency, setEmergency] = useState(false);
  const [withEither, setWithEither] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const panelId = useId();
  const service = services.find((one) => one.id === serviceId) ?? services[0];
  const minutes = service
    ? (serviceMinutes(service, draft.doctorId) ?? service.durationMin)
    : (draft.durationMin ?? UNKNOWN_MIN);
  const time = wantedTime(place, draft, minutes);
  const hold = useHold(time);
  const telling = useNotifyChoice(place.branch.id, 'booked');
  const say = useSay();
  const isOpen = useIsOpen();

  /** What was said so far to go on all the same; asked anew when the person starts again. */
  const said = useRef<Said>({});
  const book = async (more?: Said): Promise<void> => {
    if (!time || !patient || !service || isBooking(panelId)) return;
    said.current = more ? addSaid(said.current, more) : {};
    const id = client.newId();
    const holdId = hold.kind === 'held' ? hold.holdId : null;
    const underWay = { id, panelId, holdId, serviceId: service.id, patientName: patient.name };
    const end = beginVisit({ ...time, ...underWay });
    const asked = intents.send('book', {
      ...time,
      appointmentId: id,
      serviceId: service.id,
      patientId: patient.id,
      newPatient: isNew ? patient : null,
      holdId,
      note,
      overbookReason: null,
      emergency,
      withEither,
      notify: telling.notify,
      ...said.current,
    });
    const answer = await asked.finally(end);
    if (!isOpen.current) {
      if (!answer.ok) sayNotBooked(patient.name, refusalWords(answer.error, say));
    } else if (answer.ok) select(answer.value.recordId);
    else setRefusal(answer.error);
  };
  const startNew = (typed: string): void => {
    setNew(true);
    setPatient(newPatient(client.newId(), place.branch.id, typed));
  };
  const takeKnown = (known: PatientDetails): void => {
    setNew(false);
    setPatient(known);
  };
  const isComplete = time !== null && service !== undefined && (patient?.name.trim() ?? '') !== '';
  return {
    ...{ services, service, setServiceId, patient, setPatient, isNew, startNew, takeKnown },
    ...{ note, setNote, emergency, setEmergency, withEither, setWithEither },
    ...{ telling, time, minutes, hold, panelId, isComplete, book, setRefusal },
    refusal: refusal ?? (hold.kind === 'refused' ? hold.refusal : null),
  };
}

/** Whoever left the panel meanwhile is told where they are. */
const sayNotBooked = (name: string, message: string): string =>
  notifications.show({ title: words.notBooked(name), message, color: 'red', autoClose: false });

/** Whether the panel is still there. */
function useIsOpen(): RefObject<boolean> {
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  return isOpen;
}

/** What this doctor does, or anybody while none is chosen, the shortest first. */
function useServicesOf(doctorId: string | null): readonly Service[] {
  return [...useRows('services').values()]
    .filter((service) => service.active && serviceMinutes(service, doctorId) !== null)
    .toSorted((a, b) => a.durationMin - b.durationMin);
}

/** How long a visit takes where neither the service nor a mark in the schedule says so. */
const UNKNOWN_MIN = 15;

function wantedTime({ branch }: BranchTime, draft: Draft, minutes: number): WantedTime | null {
  const { doctorId, startMs } = draft;
  if (doctorId === null || startMs === null) return null;
  return { branchId: branch.id, doctorId, startMs, endMs: startMs + minutes * MINUTE_MS };
}
