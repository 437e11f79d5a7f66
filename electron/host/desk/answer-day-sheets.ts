import { err, ok } from '../../../shared/core/result.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type { OpenBook } from './desk-host.ts';

type SheetsAsk = Extract<Ask, { kind: 'day-sheets' | 'set-day-sheets' }>;

/** The day sheets that this computer makes by itself: for those who answer for the branch. */
export async function answerDaySheets(
  { daySheets }: Pick<OpenBook, 'daySheets'>,
  ask: SheetsAsk,
  { role }: Actor,
): Promise<AnswerOf<SheetsAsk>> {
  const mayAsk = daySheets !== null && (role === 'admin' || role === 'manager');
  if (ask.kind === 'day-sheets') return mayAsk ? daySheets.state() : null;
  if (!mayAsk) return err({ kind: 'not-permitted' });
  await daySheets.set(ask.plan);
  return ok(daySheets.state());
}
