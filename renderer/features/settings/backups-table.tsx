import { Button } from '@mantine/core';
import type { BackupLine } from '../../../shared/wire/desk/backups.ts';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { words } from './settings-words.ts';

const MEGABYTE = 1024 * 1024;

/** When each backup was made, what it takes, and what was found in it. */
export function BackupsTable(props: {
  readonly backups: readonly BackupLine[];
  readonly whenOf: (backup: BackupLine) => string;
  /** null for whoever may not restore, or while something runs. */
  readonly onRestore: ((backup: BackupLine) => void) | null;
}) {
  const { backups, whenOf, onRestore } = props;
  return (
    <SimpleTable
      head={[words.backupMadeAt, words.size, words.lookedInto, words.restore]}
      rows={backups.map((backup) => ({
        id: backup.name,
        cells: [
          whenOf(backup),
          backup.facts ? words.megabytes(Math.ceil(backup.facts.bytes / MEGABYTE)) : '–',
          backup.facts
            ? words.found(backup.facts.appointments, backup.facts.patients)
            : words.notLookedInto,
          <Button
            key="restore"
            size="compact-sm"
            variant="default"
            disabled={onRestore === null}
            aria-label={words.restoreFrom(whenOf(backup))}
            onClick={() => onRestore?.(backup)}
          >
            {words.restore}
          </Button>,
        ],
      }))}
    />
  );
}
