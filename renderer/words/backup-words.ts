import type { BackupRefusal } from '../../shared/wire/desk/backups.ts';

interface Advice {
  readonly title: string;
  readonly advice: string;
}

const PROBLEMS: Readonly<
  Record<Extract<BackupRefusal, { kind: 'backup-failed' }>['problem'], Advice>
> = {
  'no-room': {
    title: 'There is no room for a backup on this computer',
    advice: 'Delete what is not needed from its disk. It is tried again by itself.',
  },
  'not-whole': {
    title: 'The backup is not whole',
    advice: 'It was looked into and cannot be used. Whoever looks after Daybook should know.',
  },
  'other-key': {
    title: 'This backup is of another book, or was altered',
    advice:
      'It has another key than the book here, or somebody changed it. The book stays as it is.',
  },
  failed: {
    title: 'The backup did not succeed',
    advice: 'It is tried again by itself. If this stays, tell whoever looks after Daybook.',
  },
};

/** Why there is no backup, or no restore, and what to do about it. */
export function backupRefusalWords(refusal: BackupRefusal): Advice {
  switch (refusal.kind) {
    case 'backup-failed':
      return PROBLEMS[refusal.problem];
    case 'not-permitted':
      return {
        title: 'You may not do this',
        advice: 'An administrator restores backups; managers can make them, too.',
      };
    case 'no-such-backup':
      return {
        title: 'This backup is not there any more',
        advice: 'A newer one stands for it. Choose another.',
      };
    case 'backup-running':
      return {
        title: 'A backup is being made at this moment',
        advice: 'Wait until it is done, and try again.',
      };
  }
}
