import { Button } from '@mantine/core';
import { Suspense } from 'react';
import { lazyPart } from '../../ui/lazy-part.ts';
import { words } from './booking-words.ts';
import { NewPatientFields } from './new-patient-fields.tsx';
import { PatientPicker } from './patient-picker.tsx';
import type { useBooking } from './use-booking.ts';

const AttendancePart = lazyPart(async () => (await import('./attendance-part.tsx')).AttendancePart);

const KnownAlready = lazyPart(async () => (await import('./known-already.tsx')).KnownAlready);

/** Whom it is for: someone found, or someone new. */
export function PatientFields({ booking }: { readonly booking: ReturnType<typeof useBooking> }) {
  const { patient, isNew, setPatient, startNew, takeKnown } = booking;
  if (patient === null) return <PatientPicker onPick={setPatient} onNew={startNew} />;
  if (isNew) {
    return (
      <>
        <NewPatientFields patient={patient} onChange={setPatient} />
        <Suspense>
          <KnownAlready patient={patient} onPick={takeKnown} />
        </Suspense>
      </>
    );
  }
  return (
    <>
      <div className="picked-patient">
        <b>{patient.name}</b>
        <Button variant="subtle" size="compact-xs" onClick={() => setPatient(null)}>
          {words.change}
        </Button>
      </div>
      <Suspense>
        <AttendancePart patientId={patient.id} turn="" />
      </Suspense>
    </>
  );
}
