import { createHash } from 'node:crypto';
import type { TableInspection } from '../../../shared/wire/desk/import.ts';

/** Stands for the headings of a file, so that the next one like it is known again. */
export function headerKey({ hasHeader, header }: TableInspection): string | null {
  if (!hasHeader) return null;
  const names = header.map((name) => name.trim().toLowerCase());
  return createHash('sha256').update(JSON.stringify(names)).digest('hex');
}
