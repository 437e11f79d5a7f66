import { type Part, type Property, parameterOf, textOf } from './parse-part.ts';

/** Somebody whom an event names (RFC 5545, ATTENDEE). */
export interface EventPerson {
  /** Empty if the calendar has no name of theirs. */
  readonly name: string;
  /** In lower case; empty if it has none. */
  readonly email: string;
}

/** More come to a meeting, not to a doctor. */
const PEOPLE_MAX = 20;
const NAME_MAX = 120;
const EMAIL_MAX = 200;

/** Who comes to an event: neither whoever keeps the calendar, nor rooms and things. */
export function readPeople(part: Part): readonly EventPerson[] {
  const organizer = part.first('organizer');
  const host = organizer ? addressOf(organizer) : '';
  return part
    .all('attendee')
    .filter((property) => !/^(ROOM|RESOURCE)$/i.test(parameterOf(property, 'cutype') ?? ''))
    .map((property) => ({ name: nameOf(property), email: addressOf(property) }))
    .filter(({ name, email }) => (email === '' ? name !== '' : email !== host))
    .slice(0, PEOPLE_MAX);
}

const addressOf = (property: Property): string => {
  const [, address = ''] = /^mailto:\s*(\S+@\S+)$/i.exec(textOf(property).trim()) ?? [];
  return address.length > EMAIL_MAX ? '' : address.toLowerCase();
};

/** Google writes the address for whoever it has no name of. */
const nameOf = (property: Property): string => {
  const name = (parameterOf(property, 'cn') ?? '').replace(/\s+/g, ' ').trim();
  return name.includes('@') || name.length > NAME_MAX ? '' : name;
};
