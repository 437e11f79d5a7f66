import type { Channel, Language, NoticeKind } from '../../model/notification.ts';

/** A time and place, by names a patient knows. */
export interface NamedTime {
  readonly startMs: number;
  readonly doctor: string;
  readonly branch: string;
}

/** What a message is written from. */
export interface MessageFacts extends NamedTime {
  readonly patient: string;
  readonly service: string;
  readonly clinic: string;
  readonly timeZone: string;
  readonly language: Language;
  /** Times that are offered instead of a lost one. */
  readonly offers: readonly NamedTime[];
}

export interface WrittenMessage {
  readonly subject: string;
  readonly text: string;
}

/** What each kind says unless the clinic says it in other words. */
const TEXTS: Readonly<Record<NoticeKind, string>> = {
  booked: 'Dear {patient}, you are booked with {doctor} on {date} at {time}, {branch}. {clinic}',
  moved:
    'Dear {patient}, your appointment is now with {doctor} on {date} at {time}, {branch}. {clinic}',
  cancelled:
    'Dear {patient}, your appointment with {doctor} on {date} at {time} is cancelled. {clinic}',
  displaced:
    'Dear {patient}, your appointment with {doctor} on {date} at {time} cannot take place. {offers} {clinic}',
  reminder:
    'Dear {patient}, this is to remind you: {doctor} on {date} at {time}, {branch}. {clinic}',
};

const SUBJECTS: Readonly<Record<NoticeKind, string>> = {
  booked: 'Your appointment on {date}',
  moved: 'Your appointment has moved to {date}',
  cancelled: 'Your appointment on {date} is cancelled',
  displaced: 'Your appointment on {date} cannot take place',
  reminder: 'Your appointment on {date} at {time}',
};

/** The words of a message, for the way it goes: only an e-mail has a subject. */
export function writeMessage(
  kind: NoticeKind,
  channel: Channel,
  facts: MessageFacts,
): WrittenMessage {
  const values = valuesOf(facts);
  return {
    subject: channel === 'email' ? fill(SUBJECTS[kind], values) : '',
    text: fill(TEXTS[kind], values),
  };
}

function valuesOf(facts: MessageFacts): Readonly<Record<string, string>> {
  const { timeZone, language } = facts;
  const format = (options: Intl.DateTimeFormatOptions, atMs: number): string =>
    new Intl.DateTimeFormat(LOCALES[language], { timeZone, ...options }).format(atMs);
  const date = (atMs: number): string =>
    format({ weekday: 'short', day: 'numeric', month: 'short' }, atMs);
  const time = (atMs: number): string =>
    format({ hour: '2-digit', minute: '2-digit', hour12: false }, atMs);
  const offered = facts.offers.map(
    (offer) => `${date(offer.startMs)} ${time(offer.startMs)} ${offer.doctor}, ${offer.branch}`,
  );
  return {
    ...{ patient: facts.patient, doctor: `Dr. ${facts.doctor}`, service: facts.service },
    ...{ branch: facts.branch, clinic: facts.clinic },
    ...{ date: date(facts.startMs), time: time(facts.startMs) },
    offers:
      offered.length === 0
        ? 'Please call us for another time.'
        : `We can offer you: ${offered.join('; ')}. Please call us.`,
  };
}

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB' };

/** A name may hold anything, but for line ends, which would be headers in an e-mail. */
const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text
    .replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
    .replaceAll(/[ \r\n\t]+/g, ' ')
    .trim();
