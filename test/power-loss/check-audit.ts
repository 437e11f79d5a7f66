import type { PGlite } from '@electric-sql/pglite';
import { checkAudit as check } from '../../shared/engine/trail/check-audit.ts';

/** What is wrong with the audit chain of a database that is open. */
export const checkAudit = (pglite: PGlite): Promise<readonly string[]> =>
  check((text) => pglite.query(text));
