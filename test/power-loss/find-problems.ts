import type { PGlite } from '@electric-sql/pglite';
import type { Store } from '../../shared/engine/store/open-store.ts';
import { checkAudit } from './check-audit.ts';
import { checkConstraints } from './check-constraints.ts';
import { checkCourses } from './check-courses.ts';
import { checkIndexes } from './check-indexes.ts';
import { checkIntents } from './check-intents.ts';
import { checkRecords } from './check-records.ts';
import type { Asked } from './diary.ts';
import { tryCheck } from './try-check.ts';

/** All that is wrong in a book whose host was asked this. */
export async function findProblems(
  pglite: PGlite,
  store: Store,
  asked: readonly Asked[],
): Promise<readonly string[]> {
  return [
    ...(await tryCheck(() => checkConstraints(pglite))),
    ...(await tryCheck(() => checkAudit(pglite))),
    ...(await tryCheck(() => store.read((db) => checkIntents(db, asked)))),
    ...(await tryCheck(() => store.read((db) => checkCourses(db, asked)))),
    ...(await tryCheck(() => store.read(checkRecords))),
    ...(await checkIndexes(pglite)),
  ];
}
