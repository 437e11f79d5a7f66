import { join } from 'node:path';
import { checkAudit } from '../../../shared/engine/trail/check-audit.ts';
import type { TrailPlace } from '../../../shared/model/trail-place.ts';
import type { BackupFacts } from '../../../shared/wire/shell/backup-check.ts';
import { copyTree } from '../database/disk/copy-tree.ts';
import { openRealDisk } from '../database/disk/open-real-disk.ts';
import { removeTree } from '../database/disk/remove-tree.ts';
import { openBranchDatabase } from '../database/open-branch-database.ts';
import { findAltered } from './backup-manifest.ts';
import { BackupUnusable } from './backup-unusable.ts';
import { bytesOf } from './copy-book.ts';

/**
 * Opens a copy of a backup as a host would, and looks into it: every file is as it was written,
 * B-trees hold their rows once and in order, the audit chain holds. Throws BackupUnusable, or what
 * opening a book throws. For a process of its own, as a damaged book may end it.
 */
export async function verifyBackup(
  folder: string,
  key: Uint8Array,
  { nowMs, templateFolder }: { readonly nowMs: number; readonly templateFolder: string | null },
): Promise<BackupFacts> {
  const [altered, ...more] = findAltered(folder, key);
  if (altered !== undefined) {
    const others = more.length === 0 ? '' : ` and ${more.length} more`;
    throw notWhole(`${altered}${others} in ${folder} is not as it was written.`);
  }
  const scratch = { disk: openRealDisk(), path: `${folder}.check` };
  removeTree(scratch);
  copyTree({ disk: scratch.disk, path: join(folder, 'book') }, scratch);
  try {
    const keys = { current: key, former: null };
    const { pglite, connector, close } = await openBranchDatabase({
      ...{ folder: scratch.path, nowMs, keys },
      ...(templateFolder === null ? {} : { templateFolder }),
    });
    try {
      await pglite.exec('create extension if not exists amcheck');
      await pglite.query(CHECK_BTREES);
      const problems = await checkAudit((text) =>
        connector.withSession((session) => session.query(text, [])),
      );
      if (problems.length > 0) throw notWhole(problems.join('; '));
      const { rows } =
        await pglite.query<Pick<BackupFacts, 'appointments' | 'patients'>>(COUNT_ROWS);
      const [trail] = (await pglite.query<TrailPlace>(TRAIL_END)).rows;
      const counts = { appointments: 0, patients: 0, ...rows[0], bytes: bytesOf(folder) };
      return { ...counts, ...(trail ? { trail } : {}) };
    } finally {
      await close();
    }
  } finally {
    removeTree(scratch);
    for (const name of ['.lock', '.lock.json']) {
      removeFile(scratch.disk.unlink, `${scratch.path}${name}`);
    }
  }
}

const notWhole = (message: string): BackupUnusable =>
  new BackupUnusable(message, { problem: 'not-whole' });

function removeFile(unlink: (path: string) => void, path: string): void {
  try {
    unlink(path);
  } catch {
    // It is not there.
  }
}

const CHECK_BTREES = `
  select bt_index_check(c.oid::regclass, true, i.indisunique)
  from pg_index i join pg_class c on c.oid = i.indexrelid join pg_am a on a.oid = c.relam
  where a.amname = 'btree' and c.relkind = 'i' and c.relpersistence = 'p'`;

const COUNT_ROWS = `select (select count(*) from appointment)::int4 as appointments,
  (select count(*) from patient)::int4 as patients`;

const TRAIL_END = 'select audit_no::int4 as no, audit_hash as hash from book';
