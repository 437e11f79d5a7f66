import { dialog } from 'electron';
import { failureWords } from './failure-words.ts';

/** Says that the host does not stay up, and asks what now. */
export async function tellFailure(
  sentence: string | undefined,
  exitCode: number,
): Promise<'try-again' | 'quit'> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Daybook',
    message: 'Daybook cannot open its appointment book.',
    detail: failureWords(sentence, exitCode).join('\n\n'),
    buttons: ['Try again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0 ? 'try-again' : 'quit';
}
