import { openTimeZone } from '../../../shared/time/time-zone.ts';
import type { BookDisk } from '../database/disk/book-disk.ts';
import { removeTree } from '../database/disk/remove-tree.ts';
import { type Backup, listBackups } from './backup-folder.ts';
import { chooseKept } from './choose-kept.ts';

/** What the rule does not keep goes, by the calendar of this computer. Returns what went. */
export function removeOldBackups(disk: BookDisk, folder: string): readonly Backup[] {
  const zone = openTimeZone(Intl.DateTimeFormat().resolvedOptions().timeZone);
  if (!zone.ok) return [];
  const all = listBackups(folder);
  const kept = chooseKept(
    all.map(({ madeMs }) => madeMs),
    zone.value,
  );
  const old = all.filter(({ madeMs }) => !kept.has(madeMs));
  for (const backup of old) removeTree({ disk, path: backup.folder });
  return old;
}
