/** Whom a row of a file names. */
export interface NamedPatient {
  readonly number: string | null;
  readonly name: string;
  readonly birthDate: string | null;
  readonly phone: string | null;
}

/** Somebody who is in the book. */
export interface KnownPatient extends NamedPatient {
  readonly id: string;
}

export type PatientMatch =
  | { readonly kind: 'known'; readonly id: string }
  | { readonly kind: 'new' }
  /** The row could mean any of so many. */
  | { readonly kind: 'several'; readonly count: number }
  /** The row says nothing by which anybody could be known. */
  | { readonly kind: 'nobody' };

export interface PatientMatcher {
  readonly match: (named: NamedPatient) => PatientMatch;
  /** Whoever was met in the file for the first time is known in its later rows. */
  readonly add: (patient: KnownPatient) => void;
}

/**
 * Knows people again: by the clinic's number, else by telephone and date of birth, else by name, as
 * far as number and date of birth do not say that it is somebody else.
 */
export function createPatientMatcher(known: readonly KnownPatient[]): PatientMatcher {
  const byNumber = new Map<string, KnownPatient>();
  const byPhone = new Map<string, KnownPatient[]>();
  const byName = new Map<string, KnownPatient[]>();
  const add = (patient: KnownPatient): void => {
    const { number, phone, birthDate, name } = patient;
    if (number !== null) byNumber.set(number, patient);
    const digits = digitsOf(phone);
    if (digits !== '' && birthDate !== null) push(byPhone, `${digits} ${birthDate}`, patient);
    push(byName, spelt(name), patient);
  };
  for (const patient of known) add(patient);
  const match = (named: NamedPatient): PatientMatch => {
    const { number, phone, birthDate, name } = named;
    const numbered = number === null ? undefined : byNumber.get(number);
    if (numbered) return { kind: 'known', id: numbered.id };
    const digits = digitsOf(phone);
    const called = digits === '' ? [] : (byPhone.get(`${digits} ${birthDate}`) ?? []);
    const alike = called.filter((one) => !isOther(one, named));
    if (alike.length > 0) return oneOf(alike);
    if (spelt(name) === '') return { kind: 'nobody' };
    const same = (byName.get(spelt(name)) ?? []).filter((one) => !isOther(one, named));
    return same.length > 0 ? oneOf(same) : { kind: 'new' };
  };
  return { match, add };
}

const oneOf = (found: readonly KnownPatient[]): PatientMatch => {
  const [first, ...others] = found;
  if (!first) return { kind: 'new' };
  return others.length === 0
    ? { kind: 'known', id: first.id }
    : { kind: 'several', count: found.length };
};

/** Two numbers, or two dates of birth, are two people. */
const isOther = (one: NamedPatient, other: NamedPatient): boolean =>
  differ(one.number, other.number) || differ(one.birthDate, other.birthDate);

const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;

/** As many digits as tell telephones of one country apart, however it is written. */
const DIGITS = 9;
const digitsOf = (phone: string | null): string => {
  const digits = (phone ?? '').replace(/\D/g, '');
  return digits.length < 6 ? '' : digits.slice(-DIGITS);
};

const spelt = (name: string): string =>
  name.normalize('NFKC').toLocaleLowerCase('en').replace(/\s+/g, ' ').trim();

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const there = map.get(key);
  if (there) there.push(value);
  else map.set(key, [value]);
}
