import { messageStateWords, NOTICE_NAMES } from '../../../shared/domain/notify/notice-words.ts';
import { MESSAGES_SHOWN_MAX } from '../../../shared/model/choices.ts';
import type { MessageLine } from '../../../shared/wire/desk/answers.ts';
import type { Paper } from './paper.ts';

/** Whom somebody has to call, with room to tick them off. */
export function callListPaper(
  lines: readonly MessageLine[],
  at: {
    readonly name: string;
    readonly timeZone: string;
    readonly day: string;
    readonly nowMs: number;
    readonly doctorOf: (id: string) => string;
  },
): Paper {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: at.timeZone, weekday: 'short', day: 'numeric', month: 'short' },
    ...{ hour: '2-digit', minute: '2-digit' },
  });
  const title = `Call list of ${at.name}, ${at.day}`;
  return {
    ...{ title, isWide: false, madeWords: `As the book was on ${format.format(at.nowMs)}.` },
    parts: [
      {
        heading: title,
        lines: remarkOn(lines.length),
        columns:
          lines.length === 0
            ? []
            : [
                { name: 'Patient', share: 26 },
                { name: 'Phone', share: 18 },
                { name: 'About', share: 20 },
                { name: 'Visit', share: 28 },
                { name: 'Called', share: 10 },
              ],
        rows: lines.map((line) => [
          line.patientName ?? 'Not known here',
          line.patientPhone ?? '',
          `${NOTICE_NAMES[line.kind]}; ${messageStateWords(line, (ms) => format.format(ms))}`,
          [line, ...line.also]
            .map(
              ({ startMs, doctorId }) => `${format.format(startMs)}, Dr. ${at.doctorOf(doctorId)}`,
            )
            .join('; '),
          '',
        ]),
        isOwnPage: true,
      },
    ],
  };
}

function remarkOn(count: number): readonly string[] {
  if (count === 0) return ['Nobody has to be called.'];
  return count < MESSAGES_SHOWN_MAX ? [] : [`Only the first ${MESSAGES_SHOWN_MAX} are here.`];
}
