import { Button, Select } from '@mantine/core';
import { QUEUE_PRIORITIES } from '../../../shared/model/choices.ts';
import type { QueuePriority } from '../../../shared/model/queue-entry.ts';
import { useDoctorsHere } from '../../replica/use-doctors-here.ts';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { PatientField } from './patient-field.tsx';
import { words } from './queue-words.ts';
import { ReasonField } from './reason-field.tsx';
import { useTicket } from './use-ticket.ts';

/** Somebody walked in: who they are, whom they come to, and how urgent it is. */
export function WalkInForm(props: { readonly branchId: string; readonly onLeave: () => void }) {
  const { branchId, onLeave } = props;
  const say = useSay();
  const doctors = useDoctorsHere(branchId);
  const ticket = useTicket(branchId, onLeave);
  const { wish, refusal } = ticket;
  return (
    <form
      className="queue-form"
      aria-label={words.newTicket}
      onSubmit={(event) => {
        event.preventDefault();
        ticket.give();
      }}
    >
      <div className="form-grid">
        <PatientField
          branchId={branchId}
          onChange={(patient, isNew) => ticket.set({ patient, isNew })}
        />
        <Select
          label={words.doctor}
          value={wish.doctorId ?? ''}
          allowDeselect={false}
          data={[
            { value: '', label: words.anyDoctor },
            ...doctors.map(({ id, name }) => ({ value: id, label: `Dr. ${name}` })),
          ]}
          onChange={(id) => ticket.set({ doctorId: id || null })}
        />
        <Select
          label={words.service}
          value={wish.serviceId}
          allowDeselect={false}
          data={ticket.services.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(serviceId) => ticket.set({ serviceId })}
        />
        <Select
          label={words.priority}
          value={wish.priority}
          allowDeselect={false}
          data={QUEUE_PRIORITIES.map((value) => ({ value, label: words.priorities[value] }))}
          onChange={(value) => ticket.set({ priority: value as QueuePriority })}
        />
        {refusal?.kind === 'against-rules' ? (
          <ReasonField value={ticket.reason} onChange={ticket.setReason} />
        ) : null}
      </div>
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
      <div className="form-buttons">
        <Button type="submit" disabled={wish.patient === null || wish.serviceId === null}>
          {words.give}
        </Button>
        <Button variant="default" onClick={onLeave}>
          {words.leaveIt}
        </Button>
      </div>
    </form>
  );
}
