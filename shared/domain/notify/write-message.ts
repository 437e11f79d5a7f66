import type { Channel, Language, NoticeKind } from '../../model/notification.ts';
import { PHRASES, SUBJECTS, TEXTS } from './default-texts.ts';

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

/** The words of a message, for the way it goes: only an e-mail has a subject. */
export function writeMessage(
  kind: NoticeKind,
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
  const { timeZone } = facts;
  const phrases = PHRASES[facts.language];
  const format = (options: Intl.DateTimeFormatOptions, atMs: number): string =>
    new Intl.DateTimeFormat(phrases.locale, { timeZone, ...options }).format(atMs);
  const date = (atMs: number): string =>
    format({ weekday: 'short', day: 'numeric', month: 'short' }, atMs);
  const time = (atMs: number): string =>
    format({ hour: '2-digit', minute: '2-digit', hour12: false }, atMs);
  const offered = facts.offers.map(
    (offer) => `${date(offer.startMs)} ${time(offer.startMs)} ${offer.doctor}, ${offer.branch}`,
  );
  return {
    ...{ patient: facts.patient, doctor: phrases.doctor(facts.doctor), service: facts.service },
    ...{ branch: facts.branch, clinic: facts.clinic },
    ...{ date: date(facts.startMs), time: time(facts.startMs) },
    deadline:
      facts.deadlineMs === null ? '' : `${date(facts.deadlineMs)} ${time(facts.deadlineMs)}`,
    offers: offered.length === 0 ? phrases.noOffers : phrases.offers(offered.join('; ')),
  };
}

/** A name may hold anything, but for line ends, which would be headers in an e-mail. */
const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  toLine(text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole));

const toLine = (text: string): string => text.replaceAll(/[ \r\n\t]+/g, ' ').trim();
