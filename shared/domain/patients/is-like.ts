import type { Patient } from '../../model/patient.ts';

type Known = Pick<Patient, 'name' | 'birthDate' | 'phone'>;

/** The last digits of a telephone number are the same with and without the code of a country. */
const DIGITS_COMPARED = 9;

/**
 * Whether two records may well be one person: the same telephone, the same name, or the same day of
 * birth and a part of the name. Families share telephones: it is for a person to say.
 */
export function isLike(one: Known, other: Known): boolean {
  const phone = digitsOf(one.phone);
  if (phone !== '' && phone === digitsOf(other.phone)) return true;
  const [words, others] = [wordsOf(one.name), wordsOf(other.name)];
  if (words.length > 0 && words.join(' ') === others.join(' ')) {
    return one.birthDate === null || other.birthDate === null || one.birthDate === other.birthDate;
  }
  const isSameDay = one.birthDate !== null && one.birthDate === other.birthDate;
  return isSameDay && words.some((word) => others.includes(word));
}

function digitsOf(phone: string | null): string {
  const digits = (phone ?? '').replaceAll(/\D/g, '');
  return digits.length < DIGITS_COMPARED ? '' : digits.slice(-DIGITS_COMPARED);
}

/** In any order, without accents. */
const wordsOf = (name: string): readonly string[] =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .toSorted();
