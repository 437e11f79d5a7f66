import { describe, expect, test } from 'vitest';
import type { Appointment } from '../../model/appointment.ts';
import { NOTICE_KINDS, TEXT_KINDS } from '../../model/choices.ts';
import type { Conflict } from '../../model/conflict.ts';
import { TEXTS } from './default-texts.ts';
import { findUnknownPlaceholders } from './find-unknown-placeholders.ts';
import { isStillTrue } from './is-still-true.ts';
import { ATTEMPTS_MAX, nextAttemptMs } from './next-attempt.ts';
import { type Change, noticesOf } from './notices-of.ts';
import { writeMessage } from './write-message.ts';

const visit = {
  ...{ id: 'a', branchId: 'here', doctorId: 'das', startMs: 1000, status: 'booked' },
  supersededBy: null,
} as Appointment;
const of = (before: Partial<Appointment> | null, after: Partial<Appointment>) =>
  noticesOf(
    [{ before: before && { ...visit, ...before }, after: { ...visit, ...after } }] as const,
    [],
  );
const conflict = (before: Conflict['state'] | null, after: Conflict['state']) => {
  const shape = (state: Conflict['state']) =>
    ({ id: 'c', kind: 'displaced', recordId: 'a', state }) as Conflict;
  const change: Change<Conflict> = { before: before && shape(before), after: shape(after) };
  return noticesOf([], [change]);
};

describe('what there is to tell', () => {
  test('follows from what became of the appointment [NO1]', () => {
    expect([...of(null, {}).notices]).toEqual([['a', 'booked']]);
    expect([...of({}, { startMs: 2000 }).notices]).toEqual([['a', 'moved']]);
    expect([...of({}, { doctorId: 'sen' }).notices]).toEqual([['a', 'moved']]);
    expect([...of({}, { status: 'cancelled' }).notices]).toEqual([['a', 'cancelled']]);
    expect([...of({ status: 'cancelled' }, {}).notices]).toEqual([['a', 'booked']]);
    expect([...of({}, { note: 'Fasting' }).notices]).toEqual([]);
    expect([...of({}, { status: 'arrived' }).notices]).toEqual([]);
    expect([...of({}, { status: 'no-show' }).notices]).toEqual([]);
    expect([...conflict(null, 'open').notices]).toEqual([['a', 'displaced']]);
    expect([...conflict('open', 'settled-itself').notices]).toEqual([['a', 'booked']]);
    expect([...conflict('open', 'dismissed').notices]).toEqual([]);
  });

  test('overtakes what was to be told before [NO7]', () => {
    expect(of(null, {}).overtaken).toEqual([]);
    expect(of({}, { startMs: 2000 }).overtaken).toEqual(['a']);
    expect(of({}, { status: 'cancelled' }).overtaken).toEqual(['a']);
    expect(of({}, { note: 'Fasting' }).overtaken).toEqual([]);
    expect(conflict(null, 'open').overtaken).toEqual(['a']);
  });

  test('is one thing of an appointment that another takes the place of [NO7]', () => {
    const lost = { before: visit, after: { ...visit, supersededBy: 'b' } };
    const rebooked = { before: null, after: { ...visit, id: 'b', startMs: 5000 } };
    const { overtaken, notices } = noticesOf([lost, rebooked], []);
    expect(overtaken).toEqual(['a']);
    expect([...notices]).toEqual([['b', 'moved']]);
  });
});

test('only what is so, and stays so, is told [NO7]', () => {
  const booked = { kind: 'booked', startMs: 1000, doctorId: 'das', branchId: 'here' } as const;
  const right = { withRight: true, endorsed: false, overbooked: false };
  const claim = { verdict: 'active' as const, ...right };
  const rest = { offer: null, isKnown: false };
  const told = (changes: Partial<Appointment>, claimed: object | null = {}) =>
    isStillTrue(booked, {
      appointment: { ...visit, ...changes },
      claim: claimed && { ...claim, ...claimed },
      ...{ offer: null, isKnown: false },
    });
  expect(told({})).toBe('yes');
  expect(told({}, { withRight: false })).toBe('not-yet');
  expect(told({}, { withRight: false, endorsed: true })).toBe('yes');
  // What was overbooked gives way to nobody, and nobody endorses it.
  expect(told({}, { withRight: false, overbooked: true })).toBe('yes');
  expect(told({}, { verdict: 'displaced' })).toBe('no');
  expect(told({ startMs: 2000 })).toBe('no');
  expect(told({ doctorId: 'sen' })).toBe('no');
  expect(told({ status: 'cancelled' }, null)).toBe('no');
  expect(isStillTrue(booked, { appointment: null, claim: null, ...rest })).toBe('no');
  const cancelled = { ...booked, kind: 'cancelled' } as const;
  const gone = {
    appointment: { ...visit, status: 'cancelled' as const },
    claim: null,
    ...rest,
  };
  expect(isStillTrue(cancelled, gone)).toBe('yes');
  expect(isStillTrue(cancelled, { ...gone, isKnown: true })).toBe('no');
  expect(isStillTrue(cancelled, { appointment: visit, claim, ...rest })).toBe('no');
  const offered = { ...booked, kind: 'offer' } as const;
  const asked = (offer: 'open' | 'declined' | 'no-answer' | null) =>
    isStillTrue(offered, { appointment: null, claim: null, ...rest, offer });
  expect(['open', 'declined', 'no-answer', null].map((one) => asked(one as never))).toEqual([
    ...['yes', 'no', 'no', 'no'],
  ]);
});

test('a gateway is tried ever later, no sooner than it asks, and not for ever [NO6]', () => {
  const pauses = Array.from({ length: ATTEMPTS_MAX }, (_, i) => nextAttemptMs(i + 1, null));
  expect(pauses.at(-1)).toBeNull();
  const waited = pauses.slice(0, -1).map(Number);
  expect(waited).toEqual(waited.toSorted((a, b) => a - b));
  expect(waited[0]).toBe(15_000);
  expect(nextAttemptMs(1, 120_000)).toBe(120_000);
  expect(nextAttemptMs(1, 1)).toBe(15_000);
  expect(nextAttemptMs(1, 10 ** 12)).toBe(6 * 3_600_000);
});

test('a message names who, when and where, in one line whatever the names hold [NO4]', () => {
  const facts = {
    ...{ patient: 'Meera\r\nBcc: all@example.org', doctor: 'Priya Das', branch: 'Salt Lake' },
    ...{ service: 'Consultation', clinic: 'Lakeside Clinics', timeZone: 'Asia/Kolkata' },
    also: [],
    ...{ language: 'en' as const, startMs: Date.UTC(2026, 2, 3, 3, 30), deadlineMs: null },
    offers: [
      {
        ...{ startMs: Date.UTC(2026, 2, 4, 4, 30), doctor: 'Anita Sen', branch: 'Park Street' },
        timeZone: 'Asia/Dubai',
      },
    ],
  };
  expect(writeMessage('displaced', 'sms', facts)).toEqual({
    subject: '',
    text: 'Dear Meera Bcc: all@example.org, your appointment with Dr. Priya Das on Tue 3 Mar at 09:00 cannot take place. We can offer you: Wed 4 Mar 08:30 Anita Sen, Park Street. Please call us. Lakeside Clinics',
  });
  expect(writeMessage('cancelled', 'email', { ...facts, offers: [] }).subject).toBe(
    'Your appointment on Tue 3 Mar is cancelled',
  );
  expect(writeMessage('displaced', 'sms', { ...facts, offers: [] }).text).toContain(
    'Please call us for another time.',
  );
});

test('the clinic’s own text is filled, what was added stands after it as it was typed [NO12] [NO13]', () => {
  const facts = {
    ...{ patient: 'Meera {time}', doctor: 'Priya Das', branch: 'Salt Lake' },
    ...{ service: 'Consultation', clinic: 'Lakeside Clinics', timeZone: 'Asia/Kolkata' },
    also: [],
    ...{ language: 'en' as const, startMs: Date.UTC(2026, 2, 3, 3, 30), offers: [] },
    deadlineMs: null,
  };
  const own = { text: 'Hello {patient}: {date}, {time}', extra: 'Bring {your}\npapers.' };
  expect(writeMessage('booked', 'sms', facts, own).text).toBe(
    'Hello Meera {time}: Tue 3 Mar, 09:00 Bring {your} papers.',
  );
  expect(writeMessage('booked', 'sms', { ...facts, language: 'hi' }).text).toContain(
    'डॉ. Priya Das',
  );
  expect(writeMessage('booked', 'email', { ...facts, language: 'bn' }).subject).toContain('3');
});

test('a placeholder that stands for nothing is found, lone braces too; standard texts have none [NO12]', () => {
  expect(findUnknownPlaceholders('booked', 'Dear {patient}, {Date} {} {doctor')).toEqual([
    ...['{Date}', '{}', '{'],
  ]);
  expect(findUnknownPlaceholders('booked', 'See {offers}')).toEqual(['{offers}']);
  expect(findUnknownPlaceholders('displaced', 'See {offers}')).toEqual([]);
  expect(findUnknownPlaceholders('displaced', 'Until {deadline}')).toEqual(['{deadline}']);
  expect(findUnknownPlaceholders('offer', 'Until {deadline}')).toEqual([]);
  expect(findUnknownPlaceholders('booked', '{count}: {visits}')).toEqual(['{count}', '{visits}']);
  expect(findUnknownPlaceholders('several-booked', '{visits} {time}')).toEqual(['{time}']);
  for (const texts of Object.values(TEXTS)) {
    for (const kind of TEXT_KINDS) {
      expect(findUnknownPlaceholders(kind, texts[kind])).toEqual([]);
      const isOne = NOTICE_KINDS.some((one) => one === kind);
      expect(texts[kind]).toContain(isOne ? '{time}' : '{visits}');
    }
  }
});
