import type { PaperAnswer } from '../../shared/wire/desk/paper.ts';

type PaperRefusal = Extract<PaperAnswer, { readonly ok: false }>['error'];

/** On the button that makes one. */
export const PDF = 'PDF';

/** Why there is no PDF, and what to do instead. */
export const paperRefusalWords = (refusal: PaperRefusal): string =>
  refusal.kind === 'not-permitted'
    ? 'This is for people of the branch alone.'
    : `A PDF made here cannot show these letters: ${refusal.letters.join(' ')}. Press Print instead, and save as PDF there.`;

/** What came of the last one that was asked for. */
export function paperSaid(
  answer: PaperAnswer | 'unanswered' | null,
): { readonly tone: 'ok' | 'warn'; readonly text: string } | null {
  if (answer === null) return null;
  if (answer === 'unanswered') {
    return { tone: 'warn', text: 'Nothing was saved. Try again once the line is there.' };
  }
  return answer.ok
    ? { tone: 'ok', text: `Saved as ${answer.value.name}.` }
    : { tone: 'warn', text: paperRefusalWords(answer.error) };
}
