import { type RawBuilder, sql } from 'kysely';
import type { Patient, PatientDetails } from '../../model/patient.ts';
import type { ReadDb } from '../store/handles.ts';
import { isNearPatient, type NearBranches } from '../store/near-branches.ts';
import { loadPersons } from './load-persons.ts';

const MATCHES_MAX = 50;
const TOKENS_MAX = 8;
/** What trigrams can look up inside a word; anything shorter is looked for where words begin. */
const INSIDE_WORD_MIN = 3;
/** A telephone number typed without its spaces. */
const DIGITS_MIN = 6;
/** Comes after all others. */
const LAST_LETTER = '\u{10ffff}';

interface Wish {
  readonly limit: number;
  readonly near?: NearBranches;
}

/**
 * Patients whose name, number, telephone or birth date holds every word of `text`, in any order;
 * those whose name begins with it come first. When nobody does, those whose telephone has these
 * digits; else those who sound most alike. Whoever is held to some branches finds their patients.
 */
export async function findPatients(
  db: ReadDb,
  organisationId: string,
  wish: Wish & { readonly text: string },
): Promise<readonly PatientDetails[]> {
  const tokens = wish.text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, TOKENS_MAX);
  if (tokens.length === 0) return [];
  const whole = tokens.join(' ');
  const first = await select(db, organisationId, { ...wish, ...beginsWith(whole) });
  if (first.length >= Math.min(wish.limit, MATCHES_MAX)) return first;
  const where = sql.join(tokens.map(holdsToken), sql` and `);
  const nameFirst = sql`p.search like ${`${escapeLike(whole)}%`} desc, p.name, p.id`;
  const found = await select(db, organisationId, { ...wish, where, order: nameFirst });
  if (found.length > 0) return found;
  // One or two letters sound like anybody, and to find out how much takes longest of all.
  if (tokens.every((token) => token.length < INSIDE_WORD_MIN)) return [];
  const digits = whole.replaceAll(/\D/g, '');
  const isNumber = digits.length >= DIGITS_MIN && !/[^\d\s+()./-]/.test(whole);
  const near = isNumber
    ? { where: holdsDigits(digits), order: sql`p.name, p.id` }
    : { where: sql`${whole} <% p.search`, order: sql`word_similarity(${whole}, p.search) desc` };
  return select(db, organisationId, { ...wish, ...near });
}

/** In the order of an index, so that a first letter, which fits thousands, costs no more than a name. */
const beginsWith = (text: string) => ({
  where: sql`p.search collate "C" >= ${text} and p.search collate "C" < ${text + LAST_LETTER}`,
  order: sql`p.search collate "C"`,
});

/** Text that stands for itself in a pattern of LIKE. */
export const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&');

function holdsToken(token: string): RawBuilder<unknown> {
  const like = escapeLike(token);
  return token.length >= INSIDE_WORD_MIN
    ? sql`p.search like ${`%${like}%`}`
    : sql`(p.search like ${`${like}%`} or p.search like ${`% ${like}%`})`;
}

const holdsDigits = (digits: string): RawBuilder<unknown> =>
  sql`regexp_replace(p.phone, '\\D', '', 'g') like ${`%${digits}%`}`;

async function select(
  db: ReadDb,
  organisationId: string,
  wish: Wish & { readonly where: RawBuilder<unknown>; readonly order: RawBuilder<unknown> },
): Promise<readonly PatientDetails[]> {
  const near = wish.near ?? null;
  const { rows } = await sql<Found>`
    select p.id, p.branch_id, p.name, p.birth_date, p.sex, p.phone, p.number, p.note,
      p.email, p.language, p.allows_sms, p.allows_email, p.opted_out, p.prefers, p.merged_into
    from patient p where p.organisation_id = ${organisationId} and not p.deleted and ${wish.where}
      and ${isNearPatient(organisationId, near)}
    order by ${wish.order} limit ${Math.min(wish.limit, MATCHES_MAX)}`.execute(db.kysely);
  return followMerged(db, organisationId, rows);
}

type Found = PatientDetails & { readonly mergedInto: string | null };

/** Whoever is found by what a record says that became one with another is found as who they are. */
async function followMerged(
  db: ReadDb,
  organisationId: string,
  found: readonly Found[],
): Promise<readonly PatientDetails[]> {
  const merged = found.filter(({ mergedInto }) => mergedInto !== null).map(({ id }) => id);
  const persons = await loadPersons(db, organisationId, merged);
  const matches = new Map<string, PatientDetails>();
  for (const { mergedInto: _, ...match } of found) {
    const person = persons.get(match.id);
    const details = person ? detailsOf(person) : match;
    if (!matches.has(details.id)) matches.set(details.id, details);
  }
  return [...matches.values()];
}

/** What a desk is told of a patient. */
function detailsOf(person: Patient): PatientDetails {
  const { id, branchId, name, birthDate, sex, phone, number, note, prefers } = person;
  const { email, language, allowsSms, allowsEmail, optedOut } = person;
  return {
    ...{ id, branchId, name, birthDate, sex, phone, number, note, prefers },
    ...{ email, language, allowsSms, allowsEmail, optedOut },
  };
}
