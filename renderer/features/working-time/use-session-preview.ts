import type { SessionChange } from '../../../shared/model/session-change.ts';
import type { AskAnswers } from '../../../shared/wire/desk/answers.ts';
import { useAnswer } from '../../intents/use-answer.ts';

/** What a change would come to, as it is in the form; null while it is not known. */
export const useSessionPreview = (change: SessionChange): AskAnswers['session-change'] | null =>
  useAnswer({ kind: 'session-change', change }).answer;
