import { sql } from 'kysely';
import type { Actor } from '../../model/user.ts';
import { causeOfLook } from '../store/cause-of-look.ts';
import type { WriteTx } from '../store/handles.ts';
import type { Store } from '../store/open-store.ts';

/** Whoever looks again within the hour is at the same thing still. */
const SAME_VIEW_MS = 3_600_000;

/** That somebody looked at what is kept of a patient stands in the trail, once an hour. */
export async function noteView(
  store: Store,
  organisationId: string,
  actor: Actor,
  { patientId, nowMs }: { readonly patientId: string; readonly nowMs: number },
): Promise<void> {
  const { rows } = await store.read((db) =>
    sql`select 1 from audit where organisation_id = ${organisationId}
        and record_ids @> array[${patientId}::uuid] and intent_kind = 'view-patient'
        and actor_id = ${actor.userId} and at_ms > ${nowMs - SAME_VIEW_MS} limit 1`.execute(
      db.kysely,
    ),
  );
  if (rows.length > 0) return;
  const note = async (tx: WriteTx): Promise<void> =>
    tx.note({ kind: 'view', id: patientId, before: null, after: null });
  const cause = causeOfLook('view-patient', actor);
  await store.write(organisationId, cause, note, { isLittle: true });
}
