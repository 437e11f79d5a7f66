import type { CalendarItem } from '../calendar/generate-items.ts';
import { ownIdOf } from '../calendar/own-uid.ts';
import type { VisitRow } from './read-visit-row.ts';
import { spelt } from './spelt.ts';

/** What the words of an event can name. */
export interface KnownNames {
  readonly services: readonly string[];
  readonly doctors: readonly string[];
  /** Whether a patient of the book is called so. */
  readonly isPatient: (name: string) => boolean;
}

const NAME_MAX = 120;
const NOTE_MAX = 500;
/** A person has so many names at most; a title of more words is a sentence. */
const NAME_WORDS_MAX = 5;
const TITLE_WORDS_MAX = 30;
/** What parts the words of a title: signs, and the words that programs put between people. */
const PARTS = /\s+[-–—|·/<>]+\s+|[:;,()[\]]|\s+(?:and|with|for|x)\s+/i;

const PHONE = /(?:phone|mobile|tel|cell|whatsapp)[^\d+\n]{0,20}(\+?\d[\d ().-]{5,20}\d)/i;
const BIRTH = /(?:birth|born|dob)[^\d\n]{0,20}(\d{4}-\d{2}-\d{2})(?!\d)/i;
const NUMBER = /(?:#|\bno\.|\bmrn\b:?|\bpatient (?:id|no|number)\b[.:]?)\s*([\w-]{1,60})/i;
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/;

/**
 * One time of a calendar as an appointment: who comes is among those invited, or stands in the title
 * or the text below it; for what, where the title has the name of a service.
 */
export function readVisitEvent(item: CalendarItem, known: KnownNames): VisitRow {
  const { line, title, details, startMs, endMs, uid, recurrence } = item;
  const { service, rest } = findService(title, known.services);
  const doctors = new Set(known.doctors.map(spelt));
  const guest = item.people.find(({ name }) => !doctors.has(spelt(name)));
  const parts = rest
    .split(PARTS)
    .map((part) => part.replace(NUMBER, ' ').replace(/\s+/g, ' ').trim())
    .filter((part) => /\p{L}/u.test(part) && !doctors.has(spelt(part)));
  const text = `${title}\n${details}`;
  const name = nameIn(parts, known) || guest?.name || parts[0] || '';
  const email = guest?.email || EMAIL.exec(details)?.[0]?.toLowerCase() || null;
  return {
    ...{ line, id: `${recurrence}:${uid}`, ownId: recurrence === '' ? ownIdOf(uid) : null },
    ...{ startMs, endMs, doctor: '', service, isCancelled: false },
    note: details.trim().slice(0, NOTE_MAX),
    patient: {
      ...{ name: name.slice(0, NAME_MAX), email, sex: 'unknown' },
      number: NUMBER.exec(text)?.[1] ?? null,
      phone: PHONE.exec(text)?.[1] ?? null,
      birthDate: BIRTH.exec(text)?.[1] ?? null,
    },
  };
}

/** The service whose name stands in a title, the longest of several, and the title without it. */
function findService(
  title: string,
  services: readonly string[],
): { readonly service: string; readonly rest: string } {
  const found = services
    .toSorted((a, b) => b.length - a.length)
    .map((service) => ({ service, at: wordsAt(title, service) }))
    .find(({ at }) => at >= 0);
  if (!found) return { service: '', rest: title };
  const { service, at } = found;
  // A sign in its place parts what stood before it from what stood after.
  return { service, rest: `${title.slice(0, at)} | ${title.slice(at + service.length)}` };
}

/** Where a name stands as words of their own; -1 if nowhere. */
function wordsAt(text: string, name: string): number {
  const at = text.toLocaleLowerCase('en').indexOf(name.toLocaleLowerCase('en'));
  const isLetter = (sign: string | undefined): boolean => /[\p{L}\p{N}]/u.test(sign ?? '');
  const isOwn = !isLetter(text[at - 1]) && !isLetter(text[at + name.length]);
  return at >= 0 && name !== '' && isOwn ? at : -1;
}

/** A patient's name among the parts of a title, or among the words of one of them, the longest. */
function nameIn(parts: readonly string[], { isPatient }: KnownNames): string {
  const whole = parts.find(isPatient);
  if (whole !== undefined) return whole;
  const words = parts.flatMap((part) => part.split(' ')).slice(0, TITLE_WORDS_MAX);
  for (let length = NAME_WORDS_MAX; length >= 2; length -= 1) {
    for (let from = 0; from + length <= words.length; from += 1) {
      const name = words.slice(from, from + length).join(' ');
      if (isPatient(name)) return name;
    }
  }
  return '';
}
