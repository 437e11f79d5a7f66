import { expect, test } from 'vitest';
import { type MessageFacts, type NamedTime, textKindOf, writeMessage } from './write-message.ts';

test('several visits are told of in one message, in each language, so many by name [NO15]', () => {
  const weekly = (visits: number, doctor = 'Priya Das') =>
    Array.from({ length: visits }, (_, week) => ({
      startMs: Date.UTC(2026, 2, 3 + 7 * week, 3, 30),
      ...{ doctor: week === 1 ? doctor : 'Priya Das', branch: 'Salt Lake' },
    }));
  const write = (visits: readonly NamedTime[], changes: Partial<MessageFacts> = {}) => {
    const [first = { startMs: 0, doctor: '', branch: '' }, ...also] = visits;
    const kind = textKindOf('cancelled', visits.length);
    return writeMessage(kind, 'email', {
      ...{ ...first, also, patient: 'Meera Iyer', service: '', clinic: 'Lakeside Clinics' },
      ...{ timeZone: 'Asia/Kolkata', language: 'en', offers: [], deadlineMs: null, ...changes },
    });
  };
  expect(write(weekly(2))).toEqual({
    subject: '2 of your appointments are cancelled',
    text: 'Dear Meera Iyer, 2 of your appointments with Dr. Priya Das are cancelled: Tue 3 Mar 09:00; Tue 10 Mar 09:00. Lakeside Clinics',
  });
  expect(write(weekly(10)).text).toContain('Tue 31 Mar 09:00; Tue 7 Apr 09:00 and 4 more.');
  expect(write(weekly(10)).text).not.toContain('14 Apr');
  expect(write(weekly(2, 'Anita Sen')).text).toContain(
    'with Dr. Priya Das, Dr. Anita Sen are cancelled: Tue 3 Mar 09:00 Dr. Priya Das; Tue 10 Mar 09:00 Dr. Anita Sen.',
  );
  expect(write(weekly(10), { language: 'hi' }).text).toMatch(/10 अपॉइंटमेंट रद्द.* और 4 अन्य।/);
  expect(write(weekly(10), { language: 'bn' }).text).toMatch(/10টি .* এবং আরও 4টি।/);
  expect(write(weekly(1)).text).toContain('your appointment with Dr. Priya Das on Tue 3 Mar');
  expect([textKindOf('reminder', 2), textKindOf('moved', 2)]).toEqual([
    'reminder',
    'several-moved',
  ]);
});
