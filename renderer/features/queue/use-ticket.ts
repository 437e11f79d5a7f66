import { useState } from 'react';
import { serviceMinutes } from '../../../shared/domain/slots/service-minutes.ts';
import type { PatientDetails } from '../../../shared/model/patient.ts';
import type { QueuePriority } from '../../../shared/model/queue-entry.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useDesk } from '../../intents/desk.ts';
import { useRows } from '../../replica/rows-store.ts';
import { pastRules } from './past-refusal.ts';
import { words } from './queue-words.ts';

interface TicketWish {
  readonly patient: PatientDetails | null;
  readonly isNew: boolean;
  /** null: whoever is free first. */
  readonly doctorId: string | null;
  /** null: the shortest that there is. */
  readonly serviceId: string | null;
  readonly priority: QueuePriority;
}

const NOTHING: TicketWish = {
  ...{ patient: null, isNew: false, doctorId: null, serviceId: null, priority: 'normal' },
};

/** A ticket for somebody who walked in, as far as it is filled in, and what the book said to it. */
export function useTicket(branchId: string, onGiven: () => void) {
  const { client, intents } = useDesk();
  const [wish, setWish] = useState(NOTHING);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [reason, setReason] = useState('');
  const services = useServicesOf(wish.doctorId);
  const serviceId = (services.find(({ id }) => id === wish.serviceId) ?? services[0])?.id ?? null;
  // One ticket, however often it is clicked.
  const [entryId] = useState(() => client.newId());
  const give = async (): Promise<void> => {
    const { patient, isNew, doctorId, priority } = wish;
    if (!patient || !serviceId) return;
    const line = { branchId, doctorId, serviceId, patientId: patient.id, priority };
    const answer = await intents.send(
      'join-queue',
      {
        ...{ entryId, ...line, newPatient: isNew ? patient : null, appointmentId: null },
        ...pastRules(refusal, reason.trim() || null),
      },
      words.gaveTicket(patient.name),
    );
    if (answer.ok) onGiven();
    else setRefusal(answer.error);
  };
  return {
    ...{ services, refusal, reason, setReason },
    wish: { ...wish, serviceId },
    /** What was said no to is another thing then. */
    set: (change: Partial<TicketWish>): void => {
      setWish((before) => ({ ...before, ...change }));
      setRefusal(null);
    },
    give: (): void => void give(),
  };
}

/** What this doctor does, or anybody while none is chosen, the shortest first. */
const useServicesOf = (doctorId: string | null) =>
  [...useRows('services').values()]
    .filter((service) => service.active && serviceMinutes(service, doctorId) !== null)
    .toSorted((a, b) => a.durationMin - b.durationMin);
