import type { Affected } from '../../shared/wire/desk/absences.ts';
import type { Say } from './use-say.ts';

/** What is said of those who are booked, wherever a change is about them. */
const affectedWords = {
  list: 'Who is booked',
  when: 'When',
  patient: 'Patient',
  phone: 'Phone',
  more: (count: number) => `and ${count} more`,
} as const;

/** Those who are booked as a table shows them. */
export const affectedPeople = ({ count, first }: Affected, { span }: Say) => ({
  people: first.map(({ appointmentId, startMs, endMs, patientName, patientPhone }) => ({
    ...{ id: appointmentId, when: span(startMs, endMs), name: patientName, phone: patientPhone },
  })),
  more: count - first.length,
  words: affectedWords,
});
