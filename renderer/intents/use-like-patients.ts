import { isLike } from '../../shared/domain/patients/is-like.ts';
import type { PatientDetails } from '../../shared/model/patient.ts';
import { useFoundPatients } from './use-found-patients.ts';

/** Others may have the same end of a number. */
const LOOKED_AT = 50;
const NAME_MIN = 3;
/** The end of a number is written in one in most ways of writing it. */
const END_DIGITS = 5;

/** Others who may well be the same person, by name and by telephone. */
export function useLikePatients(patient: PatientDetails): readonly PatientDetails[] {
  const name = patient.name.trim();
  const byName = useFoundPatients(name.length < NAME_MIN ? '' : name, LOOKED_AT).found ?? [];
  const digits = (patient.phone ?? '').replaceAll(/\D/g, '');
  const phoneEnd = digits.length < END_DIGITS ? '' : digits.slice(-END_DIGITS);
  const byPhone = useFoundPatients(phoneEnd, LOOKED_AT).found ?? [];
  const like = [...byName, ...byPhone].filter(
    (one) => one.id !== patient.id && isLike(one, patient),
  );
  return [...new Map(like.map((one) => [one.id, one])).values()];
}
