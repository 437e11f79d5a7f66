import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { serviceMinutes } from '../../../shared/domain/slots/service-minutes.ts';
import { QUEUE_PRIORITIES } from '../../../shared/model/choices.ts';
import type { PatientDetails } from '../../../shared/model/patient.ts';
import type { QueuePriority } from '../../../shared/model/queue-entry.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useDesk } from '../../intents/desk.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useDoctorsHere } from '../../replica/use-doctors-here.ts';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { PatientField } from './patient-field.tsx';
import { words } from './queue-words.ts';

interface Chosen {
  readonly patient: PatientDetails;
  readonly isNew: boolean;
}

/** Somebody walked in: who they are, whom they come to, and how urgent it is. */
export function WalkInForm(props: { readonly branchId: string; readonly onLeave: () => void }) {
  const { branchId, onLeave } = props;
  const { client, intents } = useDesk();
  const say = useSay();
  const doctors = useDoctorsHere(branchId);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [doctorId, setDoctorId] = useState<string | null>(null);
  const [wantedServiceId, setServiceId] = useState<string | null>(null);
  const [priority, setPriority] = useState<QueuePriority>('normal');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const services = useServicesOf(doctorId);
  const serviceId = (services.find(({ id }) => id === wantedServiceId) ?? services[0])?.id;
  // One ticket, however often it is clicked.
  const [entryId] = useState(() => client.newId());
  const give = async (): Promise<void> => {
    if (!chosen || !serviceId) return;
    const { patient, isNew } = chosen;
    const line = { branchId, doctorId, serviceId, patientId: patient.id, priority };
    const answer = await intents.send(
      'join-queue',
      { entryId, ...line, newPatient: isNew ? patient : null, appointmentId: null },
      words.gaveTicket(patient.name),
    );
    if (answer.ok) onLeave();
    else setRefusal(answer.error);
  };
  return (
    <form
      className="queue-form"
      aria-label={words.newTicket}
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
    >
      <div className="form-grid">
        <PatientField
          branchId={branchId}
          onChange={(patient, isNew) => setChosen({ patient, isNew })}
        />
        <Select
          label={words.doctor}
          value={doctorId ?? ''}
          allowDeselect={false}
          data={[
            { value: '', label: words.anyDoctor },
            ...doctors.map(({ id, name }) => ({ value: id, label: `Dr. ${name}` })),
          ]}
          onChange={(id) => setDoctorId(id || null)}
        />
        <Select
          label={words.service}
          value={serviceId ?? null}
          allowDeselect={false}
          data={services.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setServiceId}
        />
        <Select
          label={words.priority}
          value={priority}
          allowDeselect={false}
          data={QUEUE_PRIORITIES.map((value) => ({ value, label: words.priorities[value] }))}
          onChange={(value) => setPriority(value as QueuePriority)}
        />
      </div>
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
      <div className="form-buttons">
        <Button type="submit" disabled={chosen === null || serviceId === undefined}>
          {words.give}
        </Button>
        <Button variant="default" onClick={onLeave}>
          {words.leaveIt}
        </Button>
      </div>
    </form>
  );
}

/** What this doctor does, or anybody while none is chosen, the shortest first. */
const useServicesOf = (doctorId: string | null) =>
  [...useRows('services').values()]
    .filter((service) => service.active && serviceMinutes(service, doctorId) !== null)
    .toSorted((a, b) => a.durationMin - b.durationMin);
