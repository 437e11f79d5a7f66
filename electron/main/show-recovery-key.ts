import { dialog } from 'electron';

/** Shows the recovery key of a book. Whether the person says to have written it down. */
export async function showRecoveryKey(text: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'info',
    title: 'Daybook',
    message: 'Write down the recovery key of this appointment book.',
    detail: [
      text,
      'The book is encrypted, and this computer opens it by itself. Should the computer be lost, or its keychain, this key opens the book, or a backup of it, on another. Keep it on paper, away from here: whoever has it and the book can read everything.',
    ].join('\n\n'),
    buttons: ['I have written it down', 'Later'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
