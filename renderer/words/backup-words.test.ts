import { expect, test } from 'vitest';
import type { BackupRefusal } from '../../shared/wire/desk/backups.ts';
import { backupProblemSchema } from '../../shared/wire/shell/backup-check.ts';
import { backupRefusalWords } from './backup-words.ts';

const ALL: readonly BackupRefusal[] = [
  ...backupProblemSchema.options.map((problem) => ({
    ...{ kind: 'backup-failed' as const, problem, detail: 'ENOSPC: /data/book' },
  })),
  { kind: 'not-permitted' },
  { kind: 'no-such-backup' },
  { kind: 'backup-running' },
];

test('whatever comes of a backup is said as at a desk, with what to do', () => {
  const said = ALL.map(backupRefusalWords);
  expect(new Set(said.map(({ title }) => title)).size).toBe(ALL.length);
  for (const { title, advice } of said) {
    for (const text of [title, advice]) {
      expect(text).not.toBe('');
      expect(text).not.toMatch(/ENOSPC|[a-z]-[a-z]+:|\/data/);
    }
  }
});
