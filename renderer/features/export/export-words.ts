import { exhaustive } from '../../../shared/core/exhaustive.ts';
import type { ExportRefusal } from '../../../shared/wire/desk/export.ts';
import { EXPORT_DAYS_MAX } from '../../../shared/wire/desk/export-choices.ts';

export const words = {
  title: 'Export',
  hint: 'A file of this branch for other programs. That it was taken, and by whom, is kept in the audit trail.',
  format: 'File',
  formats: {
    icalendar: 'Calendar (.ics)',
    csv: 'Table (.csv)',
    xlsx: 'Excel (.xlsx)',
    fhir: 'FHIR R4 (.json)',
    smart: 'SMART Scheduling Links',
  },
  content: 'Of',
  contents: {
    appointments: 'Appointments',
    slots: 'Slots',
    sessions: 'Working time',
    'time-off': 'Time off',
  },
  doctor: 'Doctor',
  everyDoctor: 'All of this branch',
  firstDay: 'From',
  lastDay: 'Until',
  phone: 'Phone for booking',
  phoneHint: 'As it is published; empty says none.',
  address: 'Web address of the folder',
  addressHint: 'Where the files will lie, from https:// on; empty if you do not know yet.',
  namesPatients: 'Say who the patients are, and not only when and what for',
  save: 'Save the file',
  saved: (name: string, count: number) =>
    `${name} is saved, with ${count.toLocaleString()} ${count === 1 ? 'entry' : 'entries'}.`,
  unanswered: 'Daybook did not answer. Try again.',
} as const;

export function exportRefusalWords(refusal: ExportRefusal): string {
  switch (refusal.kind) {
    case 'not-permitted':
      return 'This is of a branch, or of a doctor, that is not yours. Ask a manager.';
    case 'names-not-permitted':
      return 'A file with the names of patients is for managers and for the doctor. Save it without them, or ask one.';
    case 'no-such-days':
      return `Choose a last day that is not before the first, and at most ${EXPORT_DAYS_MAX.toLocaleString()} days.`;
    case 'doctor-missing':
      return 'A calendar is of one doctor. Choose one.';
    case 'no-such-export':
      return 'This kind of file cannot hold that. Choose another.';
    case 'no-web-address':
      return 'A web address begins with https:// and has no spaces. Correct it, or leave it empty.';
    case 'too-many-rows':
      return `That is more than ${refusal.max.toLocaleString()} entries. Choose fewer days, or one doctor.`;
    default:
      return exhaustive(refusal);
  }
}
