import { spelt } from './spelt.ts';

/** Whom a row of a file names. */
export interface NamedPatient {
  readonly number: string | null;
  readonly name: string;
  readonly birthDate: string | null;
  readonly phone: string | null;
  readonly email: string | null;
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
  /** Whether somebody is called so. */
  readonly isName: (name: string) => boolean;
  /** Whoever was met in the file for the first time is known in its later rows. */
  readonly add: (patient: KnownPatient) => void;
}

/**
 * Knows people again: by the clinic's number, else by e-mail, else by telephone and date of birth,
 * else by name, as far as number and date of birth do not say that it is somebody else. An address
 * that a family shares is one of theirs only with a name.
 */
export function createPatientMatcher(known: readonly KnownPatient[]): PatientMatcher {
  const byNumber = new Map<string, KnownPatient>();
  const byPhone = new Map<string, KnownPatient[]>();
  const byEmail = new Map<string, KnownPatient[]>();
  const byName = new Map<string, KnownPatient[]>();
  const add = (patient: KnownPatient): void => {
    const { number, phone, birthDate, email, name } = patient;
    if (number !== null) byNumber.set(number, patient);
    if (email !== null && email !== '') push(byEmail, email.toLowerCase(), patient);
    const digits = digitsOf(phone);
    if (digits !== '' && birthDate !== null) push(byPhone, `${digits} ${birthDate}`, patient);
    push(byName, spelt(name), patient);
  };
  for (const patient of known) add(patient);
  const match = (named: NamedPatient): PatientMatch => {
    const { number, phone, birthDate, email, name } = named;
    const numbered = number === null ? undefined : byNumber.get(number);
    if (numbered) return { kind: 'known', id: numbered.id };
    const written = email === null ? [] : (byEmail.get(email.toLowerCase()) ?? []);
    const reached = written.filter((one) => !isOther(one, named));
    if (reached.length > 0) return oneOf(nearest(reached, named, byName));
    const digits = digitsOf(phone);
    const called = digits === '' ? [] : (byPhone.get(`${digits} ${birthDate}`) ?? []);
    const alike = called.filter((one) => !isOther(one, named));
    if (alike.length > 0) return oneOf(alike);
    if (spelt(name) === '') return { kind: 'nobody' };
    const same = (byName.get(spelt(name)) ?? []).filter((one) => !isOther(one, named));
    return same.length > 0 ? oneOf(same) : { kind: 'new' };
  };
  return { match, isName: (name) => byName.has(spelt(name)), add };
}

const oneOf = (found: readonly KnownPatient[]): PatientMatch => {
  const [first, ...others] = found;
  if (!first) return { kind: 'new' };
  return others.length === 0
    ? { kind: 'known', id: first.id }
    : { kind: 'several', count: found.length };
};

/**
 * Of those who share an address, whoever has the name; one alone is meant whatever the name, unless it
 * is another patient's.
 */
function nearest(
  reached: readonly KnownPatient[],
  { name }: NamedPatient,
  byName: ReadonlyMap<string, readonly KnownPatient[]>,
): readonly KnownPatient[] {
  const same = reached.filter((one) => spelt(one.name) === spelt(name));
  if (same.length > 0) return same;
  return [...reached, ...(byName.get(spelt(name)) ?? [])];
}

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

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const there = map.get(key);
  if (there) there.push(value);
  else map.set(key, [value]);
}
