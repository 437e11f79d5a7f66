import { err, ok } from '../../../shared/core/result.ts';
import type { Actor, Role } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type { DeskDown } from '../../../shared/wire/desk/down.ts';
import type { DeskBackups } from './desk-host.ts';

type BackupAsk = Extract<Ask, { readonly kind: 'backups' | 'make-backup' | 'restore-backup' }>;
export type BackupProgress = Extract<DeskDown, { readonly type: 'backup-progress' }>;

/** A restore takes back what everybody did, so it is not for whoever only answers for the day. */
const MAY: Readonly<Record<BackupAsk['kind'], readonly Role[]>> = {
  backups: ['admin', 'manager'],
  'make-backup': ['admin', 'manager'],
  'restore-backup': ['admin'],
};

/** The backups of this computer's book, for those who look after it. */
export async function answerBackups(
  backups: DeskBackups | null,
  ask: BackupAsk,
  asking: { readonly actor: Actor; readonly report: (progress: BackupProgress) => void },
): Promise<AnswerOf<BackupAsk>> {
  if (!backups || !MAY[ask.kind].includes(asking.actor.role)) return err({ kind: 'not-permitted' });
  const report = (phase: BackupProgress['phase']): void =>
    asking.report({ type: 'backup-progress', phase });
  switch (ask.kind) {
    case 'backups':
      return ok(backups.list());
    case 'make-backup':
      return backups.make(report);
    case 'restore-backup':
      return backups.restore(ask.name, report);
  }
}
