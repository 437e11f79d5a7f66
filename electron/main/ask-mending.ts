import { dialog } from 'electron';
import type { MendChoice, MendOffers } from '../../shared/wire/shell/host-message.ts';

/** Asks what to do about a damaged book; null to quit. None of it changes the damaged one. */
export async function askMending(offers: MendOffers): Promise<MendChoice | null> {
  const { sentence, backupMs, hasCentral } = offers;
  const ways: readonly (readonly [MendChoice, string])[] = [
    ...(backupMs === null ? [] : ([['restore', 'Restore the newest backup']] as const)),
    ...(hasCentral ? ([['rebuild', 'Fetch it from the central server']] as const) : []),
    ['keep', 'Keep a copy'],
    ['try-again', 'Try again'],
  ];
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: 'Daybook',
    message: 'The appointment book is damaged.',
    detail: [
      sentence,
      'Whatever you choose, the damaged book is kept beside the new one, as it is.',
      ...(backupMs === null
        ? []
        : [`The newest backup is of ${new Date(backupMs).toLocaleString()}.`]),
      ...(hasCentral
        ? ['The central server has everything that this computer handed over to it.']
        : ['What was written since a backup is in the damaged book only.']),
    ].join('\n\n'),
    buttons: [...ways.map(([, label]) => label), 'Quit'],
    defaultId: 0,
    cancelId: ways.length,
    noLink: true,
  });
  return ways[response]?.[0] ?? null;
}
