import { dialog } from 'electron';

/** Says that the host does not stay up, and asks what now. */
export async function tellFailure(
  sentence: string | undefined,
  exitCode: number,
): Promise<'try-again' | 'quit'> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Daybook',
    message: 'Daybook cannot open its appointment book.',
    detail: [
      sentence ?? `The part that keeps the book ended several times in a row (code ${exitCode}).`,
      'Nothing that was saved is lost. The log in the data folder says more.',
    ].join('\n\n'),
    buttons: ['Try again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0 ? 'try-again' : 'quit';
}
