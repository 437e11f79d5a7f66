import { err, ok } from '../../../shared/core/result.ts';
import {
  CARRY_BASE64_MAX,
  type CarriedFile,
  type ExportAnswer,
  type ImportAnswer,
} from '../../../shared/wire/desk/carry.ts';
import type { DeskSync } from './desk-host.ts';

/** A file for a desk to save, named for whose it is; null if it is more than a line takes. */
function toFile(name: string, bytes: Uint8Array): CarriedFile | null {
  const base64 = Buffer.from(bytes).toString('base64');
  return base64.length > CARRY_BASE64_MAX ? null : { name, base64 };
}

export async function exportCarried({ carry }: DeskSync): Promise<ExportAnswer> {
  if (carry === null) return err({ kind: 'standalone' });
  const made = await carry.exportPush();
  if (!made.ok) return made;
  const file = toFile('for-central.daybook', made.value);
  return file ? ok(file) : err({ kind: 'too-large' });
}

export async function importCarried({ carry }: DeskSync, base64: string): Promise<ImportAnswer> {
  if (carry === null) return err({ kind: 'standalone' });
  const done = await carry.importFile(Buffer.from(base64, 'base64'));
  if (!done.ok || done.value.kind === 'taken') return done as ImportAnswer;
  const { replica, answer } = done.value;
  const file = toFile(`answer-for-${replica.replaceAll('~', '-')}.daybook`, answer);
  return file ? ok({ kind: 'handed-in', replica, answer: file }) : err({ kind: 'too-large' });
}
