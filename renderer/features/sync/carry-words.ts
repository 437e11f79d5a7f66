import { exhaustive } from '../../../shared/core/exhaustive.ts';
import type { CarryRefusal } from '../../../shared/wire/desk/carry.ts';
import { refusalAdvice } from './sync-trouble-words.ts';

export const words = {
  title: 'By a file',
  hint: 'Without a line to the central server, what waits can go there on a stick: save it to a file, open that file on a computer of your organisation that is online, and bring back the answer that it saves. Nobody on the way can read it.',
  save: 'Save what waits to a file',
  open: 'Open a file',
  saved: (name: string) =>
    `Saved as ${name}. What is entered from now on waits until the answer is brought back.`,
  handedIn: (replica: string, name: string) =>
    `The central server has what ${replica} sent. Bring it the answer: ${name}.`,
  taken: 'The answer of the central server was taken.',
  failed: 'The host of this branch could not do this now. Try again in a moment.',
  tooLarge: 'This file is too large to be one of Daybook’s.',
  fileBytesMax: 650_000,
} as const;

/** Why nothing came of a file, and what to do about it. */
export function carryWords(refusal: CarryRefusal): string {
  switch (refusal.kind) {
    case 'standalone':
      return 'This computer works on its own; there is no central server to send to.';
    case 'never-heard':
      return 'This computer has to reach the central server once before anything can be sealed for it.';
    case 'too-large':
      return 'There is more in this file than a window of Daybook can take. It has to wait for the network.';
    case 'not-ours':
      return 'This is no file that Daybook saved for the central server.';
    case 'damaged':
      return 'This file is not whole, or not for this computer any more. Copy it again; if that does not help, save what waits anew.';
    case 'other-organisation':
      return 'This file is of another organisation.';
    case 'own-push':
      return 'This file was saved here. Open it on another computer, one that reaches the central server.';
    case 'for-another':
      return `This answer is for another computer: ${refusal.replica}.`;
    case 'outdated':
      return 'This answer is older than what this computer knows. There is nothing to take from it.';
    case 'central-unreachable':
      return 'The central server does not answer from here either. Open the file on a computer that reaches it.';
    case 'refused':
      return `The central server did not take it: ${refusalAdvice({ kind: refusal.refusal, detail: '' }).title}.`;
    default:
      return exhaustive(refusal);
  }
}
