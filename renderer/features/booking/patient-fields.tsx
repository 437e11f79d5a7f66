import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { words } from './booking-words.ts';
import { NewPatientFields } from './new-patient-fields.tsx';
import { PatientPicker } from './patient-picker.tsx';
import type { useBooking } from './use-booking.ts';

/** A part that only says more: a booking goes on without it while its code cannot be fetched. */
const Unsaid = { default: (): null => null };

const AttendancePart = lazy(() =>
  import('./attendance-part.tsx').then(
    (part) => ({ default: part.AttendancePart }),
    () => Unsaid,
  ),
);

const KnownAlready = lazy(() =>
  import('./known-already.tsx').then(
    (part) => ({ default: part.KnownAlready }),
    () => Unsaid,
  ),
);

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
