import { useRef, useState } from 'react';
import { serviceMinutes } from '../../../shared/domain/slots/service-minutes.ts';
import type { PatientDetails } from '../../../shared/model/patient.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { Service } from '../../../shared/model/service.ts';
import { useDesk } from '../../intents/desk.ts';
import { newPatient } from '../../replica/new-patient.ts';
import { useRows } from '../../replica/rows-store.ts';
import type { BranchTime } from '../../replica/use-branch.ts';
import { useNotifyChoice } from '../../replica/use-notify-choice.ts';
import { type Draft, select } from '../../state/view-store.ts';
import { addSaid, type Said } from './said.ts';
import { useHold, type WantedTime } from './use-hold.ts';

export type Booking = ReturnType<typeof useBooking>;

const MINUTE_MS = 60_000;

/** A booking on its way: what was chosen so far, the hold on its time, and the last "no". */
export function useBooking(place: BranchTime, draft: Draft) {
  const { client, intents } = useDesk();
  const services = useServicesOf(draft.doctorId);
  const [serviceId, setServiceId] = useState<string | null>(null);
  const [patient, setPatient] = useState<PatientDetails | null>(null);
  const [isNew, setNew] = useState(false);
  const [note, setNote] = useState('');
  const [emergency, setEmergency] = useState(false);
  const [withEither, setWithEither] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const service = services.find((one) => one.id === serviceId) ?? services[0];
  const minutes = service
    ? (serviceMinutes(service, draft.doctorId) ?? service.durationMin)
    : (draft.durationMin ?? UNKNOWN_MIN);
  const time = wantedTime(place, draft, minutes);
  const hold = useHold(time);
  const telling = useNotifyChoice(place.branch.id, 'booked');

  /** What was said so far to go on all the same; asked anew when the person starts again. */
  const said = useRef<Said>({});
  const book = async (more?: Said): Promise<void> => {
    if (!time || !patient || !service) return;
    said.current = more ? addSaid(said.current, more) : {};
    setBusy(true);
    const answer = await intents.send('book', {
      ...time,
      appointmentId: client.newId(),
      serviceId: service.id,
      patientId: patient.id,
      newPatient: isNew ? patient : null,
      holdId: hold.kind === 'held' ? hold.holdId : null,
      note,
      overbookReason: null,
      emergency,
      withEither,
      notify: telling.notify,
      ...said.current,
    });
    setBusy(false);
    if (!answer.ok) {
      setRefusal(answer.error);
      return;
    }
    select(answer.value.recordId);
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
    ...{ telling, time, minutes, hold, isBusy, isComplete, book, setRefusal },
    refusal: refusal ?? (hold.kind === 'refused' ? hold.refusal : null),
  };
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
