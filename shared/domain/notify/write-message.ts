import { VISITS_NAMED } from '../../model/choices.ts';
import type { TextKind } from '../../model/message-text.ts';
import type { Channel, Language, NoticeKind } from '../../model/notification.ts';
import { PHRASES, SUBJECTS, TEXTS } from './default-texts.ts';

/** A time and place, by names a patient knows. */
export interface NamedTime {
  readonly startMs: number;
  readonly doctor: string;
  readonly branch: string;
}

/** A time that is offered instead, by the clocks of where it is. */
export interface OfferedTime extends NamedTime {
  readonly timeZone: string;
}

/** What a message is written from: its visit, or the first of several. */
export interface MessageFacts extends NamedTime {
  /** The other visits that it tells of, the earliest first. */
  readonly also: readonly NamedTime[];
  readonly patient: string;
  readonly service: string;
  readonly clinic: string;
  readonly timeZone: string;
  readonly language: Language;
  /** Times that are offered instead of a lost one. */
  readonly offers: readonly OfferedTime[];
  /** Until when a time that is offered is held; null where none is. */
  readonly deadlineMs: number | null;
}

export interface WrittenMessage {
  readonly subject: string;
  readonly text: string;
}

/** What was said in other words than the standard ones, and beside them. */
interface OwnWords {
  /** null: the standard text. */
  readonly text: string | null;
  readonly extra: string | null;
}

const SEVERAL: Partial<Record<NoticeKind, TextKind>> = {
  ...{ booked: 'several-booked', moved: 'several-moved' },
  ...{ cancelled: 'several-cancelled', displaced: 'several-displaced' },
};

/** Which text a message has that tells of so many visits. */
export const textKindOf = (kind: NoticeKind, visits: number): TextKind =>
  (visits > 1 ? SEVERAL[kind] : undefined) ?? kind;

/** The words of a message, for the way it goes: only an e-mail has a subject. */
export function writeMessage(
  kind: TextKind,
  channel: Channel,
  facts: MessageFacts,
  own: OwnWords = { text: null, extra: null },
): WrittenMessage {
  const values = valuesOf(facts);
  const text = fill(own.text ?? TEXTS[facts.language][kind], values);
  return {
    subject: channel === 'email' ? fill(SUBJECTS[facts.language][kind], values) : '',
    // What somebody typed for the moment stands for nothing but itself.
    text: own.extra === null ? text : `${text} ${toLine(own.extra)}`,
  };
}

function valuesOf(facts: MessageFacts): Readonly<Record<string, string>> {
  const phrases = PHRASES[facts.language];
  const { date, time, moment } = clockOf(phrases.locale, facts.timeZone);
  const offered = facts.offers.map(
    ({ startMs, doctor, branch, timeZone }) =>
      `${clockOf(phrases.locale, timeZone).moment(startMs)} ${doctor}, ${branch}`,
  );
  const visits = [facts, ...facts.also];
  const doctors = [...new Set(visits.map(({ doctor }) => phrases.doctor(doctor)))];
  const named = visits
    .slice(0, VISITS_NAMED)
    .map(({ startMs, doctor }) =>
      doctors.length === 1 ? moment(startMs) : `${moment(startMs)} ${phrases.doctor(doctor)}`,
    );
  const more = visits.length - named.length;
  return {
    ...{ patient: facts.patient, doctor: doctors.join(', '), service: facts.service },
    count: String(visits.length),
    visits: `${named.join('; ')}${more > 0 ? ` ${phrases.more(more)}` : ''}`,
    ...{ branch: facts.branch, clinic: facts.clinic },
    ...{ date: date(facts.startMs), time: time(facts.startMs) },
    deadline: facts.deadlineMs === null ? '' : moment(facts.deadlineMs),
    offers: offered.length === 0 ? phrases.noOffers : phrases.offers(offered.join('; ')),
  };
}

/** Days and times as a language says them, by the clocks of a zone. */
function clockOf(locale: string, timeZone: string) {
  const format = (options: Intl.DateTimeFormatOptions, atMs: number): string =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(atMs);
  const date = (atMs: number): string =>
    format({ weekday: 'short', day: 'numeric', month: 'short' }, atMs);
  const time = (atMs: number): string =>
    format({ hour: '2-digit', minute: '2-digit', hour12: false }, atMs);
  return { date, time, moment: (atMs: number): string => `${date(atMs)} ${time(atMs)}` };
}

/** A name may hold anything, but for line ends, which would be headers in an e-mail. */
const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  toLine(text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole));

const toLine = (text: string): string => text.replaceAll(/[ \r\n\t]+/g, ' ').trim();
