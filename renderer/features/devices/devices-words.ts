import { exhaustive } from '../../../shared/core/exhaustive.ts';
import type { DeviceRefusal } from '../../../shared/wire/desk/devices.ts';
import type { SyncStatus } from '../../../shared/wire/desk/status.ts';

export const words = {
  title: 'Devices',
  hint: 'The computers that keep the book of this organisation, as this one knows them.',
  name: 'Name',
  what: 'What it is',
  heard: 'Last heard by central',
  never: 'Not yet',
  withinTheHour: 'Within the hour',
  thisOne: 'This computer',
  actions: 'Change',
  branchComputer: (branch: string) => `Branch computer of ${branch}`,
  laptop: (doctor: string) => `Laptop of ${doctor}`,
  reviewComputer: 'Looks at branches',
  elsewhere: 'another place',
  retired: 'Out of service',
  retiredMore: (count: number) => `and ${count} more, longer ago`,
  add: 'Let a computer join',
  retire: 'Take out of service',
  retireThis: (name: string, replica: string) => `Take out of service: ${name} (${replica})`,

  joinTitle: 'Let a computer join',
  joinHint: 'The central server makes a code that lets one computer in, once.',
  kind: 'It is',
  kinds: {
    branch: 'A branch computer',
    doctor: 'A doctor’s laptop',
    review: 'A manager’s laptop, for review',
  },
  reviewed: 'Branches it looks at',
  reviewName: 'Review laptop',
  reviewHint:
    'It holds the books of these branches, also without a network, for administrators and managers to look at. Nothing is entered there, and it forgets them when it is taken out of service.',
  branch: 'Branch',
  doctor: 'Doctor',
  ownName: 'Name of the computer',
  laptopName: (doctor: string) => `${doctor}’s laptop`,
  password: 'Your password, to be sure it is you',
  make: 'Make a one-time code',
  leave: 'Leave it',
  nothingToJoin: 'There is none yet: enter it in Settings first.',
  nameMissing: 'Give the computer a name.',

  codeTitle: (name: string) => `One-time code for ${name}`,
  code: 'One-time code',
  address: 'Central server',
  expires: 'Good until',
  codeOnce:
    'It is shown here and now only. Whoever has it gets the book: pass it on by a safe way.',
  steps: [
    'Start Daybook on the new computer and choose “Join an organisation”.',
    'Type in the address of the central server and the code.',
    'Sign in there with your name and password once the book has come.',
  ],
  again:
    'A computer that was taken out of service takes the code at “Synchronisation”, where it joins again.',
  done: 'Done',

  retireTitle: (name: string, replica: string) => `Take ${name} (${replica}) out of service?`,
  retireHeir: (branch: string) =>
    `Its booking rights and its shares of daily limits pass to another computer of ${branch}.`,
  retireCentral: (branch: string) =>
    `${branch} has no other computer: its booking rights and its shares of daily limits pass to the central server, and what is booked there is tentative until central has confirmed it.`,
  retireLaptop:
    'The booking rights and shares of daily limits that were handed to it go back to where they came from.',
  retireReview:
    'It forgets the branches as soon as it hears of this, and nobody can look at them there any more.',
  retireUnheard:
    'Nothing in its name is taken any more, and it gets no news. Do this when it is lost or replaced.',
  retireUnsent:
    'What it has not handed over stays on it. If it joins again with a new code, that is offered again, and is tentative.',
  retireNotBack: 'It comes back by a new code only.',
  retireNow: 'Take it out of service',
  retireDone: (name: string) => `${name} is out of service.`,

  notAdmin: 'An administrator lets computers join here, and takes them out of service.',
  standalone: 'This computer works on its own',
  standaloneHint:
    'Without a central server no other computer can join it, and there is none to take out of service.',
  offline: 'The central server cannot be reached now',
  offlineHint:
    'Codes are made there, and computers taken out of service. Both wait until this computer is online; booking goes on.',
  refused: 'The central server does not listen to this computer',
  refusedHint:
    '“Synchronisation” says why. Until that is settled, let computers join at another one.',
  failed: 'The host of this branch could not do this now. Try again in a moment.',
} as const;

/** What keeps an administrator from changing anything here now; null: nothing does. */
export function whyNot(sync: SyncStatus | null): { title: string; advice: string } | null {
  switch (sync?.state) {
    case undefined:
    case 'standalone':
      return { title: words.standalone, advice: words.standaloneHint };
    case 'offline':
      return { title: words.offline, advice: words.offlineHint };
    case 'refused':
      return { title: words.refused, advice: words.refusedHint };
    case 'syncing':
    case 'synced':
      return null;
  }
}

/** Why no code was made, or a computer is still in service. `time`: an instant in words. */
export function deviceRefusalWords(refusal: DeviceRefusal, time: (ms: number) => string): string {
  switch (refusal.kind) {
    case 'not-permitted':
      return 'Your account may not do this. The central server does it for administrators only.';
    case 'wrong-password':
      return 'This is not your password at the central server. Nothing was changed.';
    case 'too-many-attempts':
      return `The password was tried too often. Try again after ${time(refusal.retryAtMs)}.`;
    case 'standalone':
      return 'This computer works on its own; there is no central server to ask.';
    case 'central-unreachable':
      return 'The central server did not answer. Try again when it can be reached; if it heard you all the same, the list will show it.';
    case 'unknown-place':
      return 'The central server does not know this branch or doctor yet. Exchange once at “Synchronisation”, and try again.';
    case 'unknown-device':
      return 'The central server has no such computer in service. Somebody may have done this already.';
    case 'this-computer':
      return 'You sit at this computer. Take it out of service at another one.';
    case 'refused':
      return 'The central server did not do it, and did not say why. Try again in a minute; if this stays, tell whoever looks after Daybook.';
    default:
      return exhaustive(refusal);
  }
}
