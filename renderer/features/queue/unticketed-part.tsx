import { Button } from '@mantine/core';
import type { DeskAppointment } from '../../../shared/wire/desk/rows.ts';
import { useDesk } from '../../intents/desk.ts';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { useSay } from '../../words/use-say.ts';
import { words } from './queue-words.ts';

/** Whose arrival a laptop noted, or a program that knew of no queue. */
export function UnticketedPart({ visits }: { readonly visits: readonly DeskAppointment[] }) {
  const { client, intents } = useDesk();
  const say = useSay();
  if (visits.length === 0) return null;
  const give = (visit: DeskAppointment): void => {
    const { id: appointmentId, branchId, doctorId, serviceId, patientId } = visit;
    void intents.send(
      'join-queue',
      {
        ...{ entryId: client.newId(), branchId, doctorId, serviceId, patientId, appointmentId },
        ...{ priority: visit.emergency ? 'emergency' : 'normal', newPatient: null },
      },
      words.gaveTicket(visit.patientName),
    );
  };
  return (
    <>
      <h2>{words.unticketed}</h2>
      <SimpleTable
        head={[words.patient, words.doctor, '']}
        rows={visits.map((visit) => ({
          id: visit.id,
          cells: [
            `${visit.patientName}, ${words.bookedFor(say.time(visit.startMs))}`,
            say.doctor(visit.doctorId),
            <Button
              key="give"
              size="compact-sm"
              variant="default"
              aria-label={words.actOn(words.giveTicket, visit.patientName)}
              onClick={() => give(visit)}
            >
              {words.giveTicket}
            </Button>,
          ],
        }))}
      />
    </>
  );
}
