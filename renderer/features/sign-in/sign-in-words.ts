import { exhaustive } from '../../../shared/core/exhaustive.ts';
import type { SetUpRefusal } from '../../../shared/wire/desk/set-up.ts';
import type { SignInAnswer, UnlockAnswer } from '../../../shared/wire/desk/sign-in.ts';
import { joinWords } from '../../words/join-words.ts';

export const words = {
  product: 'Daybook',
  tagline: 'The appointment book that never waits for the network.',
  signIn: 'Sign in',
  login: 'Name',
  password: 'Password',
  sample: 'Accounts of the sample clinic',
  welcome: 'Welcome to Daybook',
  choose: 'How do you want to begin? You can change your mind later.',
  openSample: 'Open the sample clinic',
  sampleHint: 'Two invented branches with eight doctors, to look around in.',
  create: 'Start a new organisation',
  createHint: 'Your own branch, at once and without a network. Others can join later.',
  join: 'Join an organisation',
  joinHint: 'With the address of its central server and a one-time code.',
  organisation: 'Organisation',
  branch: 'Name of this branch',
  timeZone: 'Time zone',
  opens: 'Opens',
  closes: 'Closes',
  yourName: 'Your name',
  passwordHint: 'At least 8 characters',
  central: 'Address of the central server',
  code: 'One-time code',
  start: 'Start',
  joinHintAddress: 'With #sha256=… at its end if the server has a certificate of its own.',
  locked: 'Locked',
  lockedFor: (name: string) => `${name} is signed in at this desk.`,
  pin: 'PIN',
  unlock: 'Unlock',
  usePassword: 'Use the password instead',
  someoneElse: 'Sign in as somebody else',
  hostAway: 'The host of this branch is being reached. Then you can unlock.',
  back: 'Back',
  connecting: 'Looking for the host of this branch…',
  outdated: 'This window and the host are of different versions.',
  reload: 'Reload the window',
  lineLost: 'The host did not answer. Try again in a moment.',
} as const;

export function signInWords(answer: Extract<SignInAnswer, { ok: false }>): string {
  switch (answer.error.kind) {
    case 'wrong-login-or-password':
      return 'This name and password do not belong together.';
    case 'not-for-central':
      return 'Here administrators and managers look at the book. Others sign in at their branch.';
    case 'unheard-too-long':
      return `This computer has not reached the central server for ${answer.error.days} days. Connect it to the network, and try again in a moment.`;
    case 'too-many-attempts':
      return tooMany(answer.error.retryAtMs);
    default:
      return exhaustive(answer.error);
  }
}

export function unlockWords(answer: Extract<UnlockAnswer, { ok: false }>): string {
  switch (answer.error.kind) {
    case 'wrong-pin':
      return answer.error.left === 1
        ? 'This is not your PIN. After one more wrong one it takes your password.'
        : `This is not your PIN. After ${answer.error.left} more wrong ones it takes your password.`;
    case 'too-many-attempts':
      return tooMany(answer.error.retryAtMs);
    case 'password-required':
      return 'Sign in with your password.';
    default:
      return exhaustive(answer.error);
  }
}

function tooMany(retryAtMs: number): string {
  const seconds = Math.max(1, Math.ceil((retryAtMs - Date.now()) / 1000));
  return `Too many attempts. Try again in ${seconds} seconds.`;
}

export function setUpWords(refusal: SetUpRefusal): string {
  switch (refusal.kind) {
    case 'already-set-up':
      return 'This computer has a book already. Sign in instead.';
    case 'unknown-time-zone':
      return `“${refusal.timeZone}” is no time zone. Choose one like Asia/Kolkata.`;
    case 'central-unreachable':
    case 'wrong-code':
    case 'other-place':
    case 'protocol-unsupported':
      return joinWords(refusal);
    case 'malformed':
      return `Something in the form is not right: ${refusal.problems.join('; ')}.`;
    default:
      return exhaustive(refusal);
  }
}
