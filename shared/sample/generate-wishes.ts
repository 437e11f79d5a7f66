import type { Appointment } from '../model/appointment.ts';
import type { Patient } from '../model/patient.ts';
import type { Wish } from '../model/wish.ts';
import { sampleId } from './sample-id.ts';
import { SAMPLE_BRANCHES, SAMPLE_SERVICES } from './sample-places.ts';

const DAY_MS = 86_400_000;

const ANY = {
  ...{ branchIds: [], weekdays: [], parts: [], fromDay: null, untilDay: null },
  ...{ addedBy: 'Asha Roy', offer: null, declined: [], deleted: false },
  state: 'waiting' as const,
};

/**
 * Two people on the waitlist: one has a visit and would come sooner, to any time of that doctor; the
 * other wants an hour at which nobody works until somebody does.
 */
export function generateWishes(
  patients: readonly Patient[],
  appointments: readonly Appointment[],
  nowMs: number,
): readonly Wish[] {
  const branchId = SAMPLE_BRANCHES['salt-lake'].id;
  const doctorId = sampleId('doctor:mehta');
  const last = appointments
    .filter((one) => one.doctorId === doctorId && one.branchId === branchId)
    .filter(({ status, startMs }) => status === 'booked' && startMs > nowMs + DAY_MS)
    .toSorted((a, b) => b.startMs - a.startMs)[0];
  const isExpected = new Set(
    appointments.filter(({ startMs }) => startMs > nowMs - 7 * DAY_MS).map((one) => one.patientId),
  );
  const other = patients.find(({ id }) => !isExpected.has(id)) ?? patients[0];
  return [
    ...(last
      ? [
          {
            ...{ ...ANY, id: sampleId('wish:sooner'), branchId, doctorIds: [doctorId] },
            ...{ patientId: last.patientId, serviceId: last.serviceId, appointmentId: last.id },
            ...{ urgent: false, note: 'Lives round the corner', addedMs: nowMs - 2 * DAY_MS },
          },
        ]
      : []),
    ...(other
      ? [
          {
            ...{ ...ANY, id: sampleId('wish:evening'), branchId, parts: ['evening' as const] },
            ...{ patientId: other.id, serviceId: SAMPLE_SERVICES.consultation.id },
            ...{ appointmentId: null, doctorIds: [sampleId('doctor:sen')], urgent: true },
            ...{ note: 'Works until five', addedMs: nowMs - DAY_MS },
          },
        ]
      : []),
  ];
}
