import { sqlName } from '../store/record-kinds.ts';
import type { FeedReader } from './collect-pull.ts';
import type { WireKind } from './wire-columns.ts';

/**
 * The kinds of which anything at all stands after a place in the feed, whoever may see it. Most
 * changes are of two or three kinds, and to plan a look into all of them for one scope takes
 * PostgreSQL longer than everything else that the change costs it; this is planned once.
 */
export async function loadMovedKinds(
  { session, book }: FeedReader,
  kinds: readonly WireKind[],
  cursor: number,
): Promise<ReadonlySet<WireKind>> {
  const looks = kinds.map(
    (kind) => `case when exists (select from ${sqlName(kind)} t
      where t.organisation_id = $1 and t.seq > $2) then '${kind}' end`,
  );
  const { rows } = await session.query(
    `select array_remove(array[${looks.join(', ')}]::text[], null) as kinds`,
    [book.organisationId, cursor],
  );
  const [moved] = rows as readonly { readonly kinds: readonly WireKind[] }[];
  return new Set(moved?.kinds ?? []);
}
