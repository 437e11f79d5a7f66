import { MERGED_FIELDS } from '../../../shared/model/choices.ts';
import type { MergedField, PatientDetails } from '../../../shared/model/patient.ts';
import { languageNames } from '../../words/language-names.ts';
import { mergeWords as words } from './merge-words.ts';
import { words as patientWords } from './patients-words.ts';

/** What both records say, and say differently: the rest needs nobody to choose. */
export const differingFields = (
  one: PatientDetails,
  other: PatientDetails,
): readonly MergedField[] =>
  MERGED_FIELDS.filter((field) => {
    const [first, second] = [textOf(one, field), textOf(other, field)];
    const isSaid = [first, second].every((value) => value !== '' && value !== 'null');
    return isSaid && first !== second;
  });

/** A field in words. */
export function shownField(patient: PatientDetails, field: MergedField): string {
  if (field === 'sex') return words.sexes[patient.sex];
  if (field === 'prefers') return `${words.said}: ${patient.name}`;
  if (field !== 'messages') return patient[field] ?? '';
  const { allowsSms, allowsEmail, language } = patient;
  const wants = patientWords.wants({ sms: allowsSms, email: allowsEmail, none: false });
  return `${wants}, ${languageNames[language]}`;
}

function textOf(patient: PatientDetails, field: MergedField): string {
  if (field === 'sex') return patient.sex === 'unknown' ? '' : patient.sex;
  if (field === 'prefers') return JSON.stringify(patient.prefers);
  return shownField(patient, field);
}
