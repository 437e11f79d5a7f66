import { expect, test } from 'vitest';
import { createLatest } from './create-latest.ts';

test('a question goes at once, and of those that come meanwhile only the last goes after it', async () => {
  const latest = createLatest();
  const asked: string[] = [];
  const answers: PromiseWithResolvers<void>[] = [];
  const ask = (text: string) => () => {
    asked.push(text);
    const answer = Promise.withResolvers<void>();
    answers.push(answer);
    return answer.promise;
  };
  for (const text of ['s', 'sa', 'sar', 'sara']) latest(ask(text));
  expect(asked).toEqual(['s']);
  answers[0]?.resolve();
  await expect.poll(() => asked).toEqual(['s', 'sara']);
  // One that was not answered holds nothing up.
  answers[1]?.reject(new Error('The line broke.'));
  await expect
    .poll(() => {
      latest(ask('sarah'));
      return asked;
    })
    .toContain('sarah');
});
