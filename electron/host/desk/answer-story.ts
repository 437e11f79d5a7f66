import { err, ok } from '../../../shared/core/result.ts';
import { isNearActor } from '../../../shared/domain/access/is-near-actor.ts';
import { loadRecord } from '../../../shared/engine/queries/load-record.ts';
import type { Store } from '../../../shared/engine/store/open-store.ts';
import { loadRecordStory } from '../../../shared/engine/trail/load-record-story.ts';
import { noteView } from '../../../shared/engine/trail/note-view.ts';
import type { Actor, Role } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';

type StoryAsk = Extract<Ask, { readonly kind: 'record-story' }>;

/** The trail says what everybody did: it is for those who answer for the branch. */
const MAY_READ: readonly Role[] = ['admin', 'manager'];
const STORIED = ['appointment', 'session', 'slot'] as const;

/**
 * What became of an appointment, a session or a slot, by whoever did it, for those who answer for
 * its branch. Of a visit, that somebody looked stands in the trail.
 */
export async function answerStory(
  store: Store,
  organisationId: string,
  { recordId }: StoryAsk,
  { actor, nowMs }: { readonly actor: Actor; readonly nowMs: number },
): Promise<AnswerOf<StoryAsk>> {
  const refused = err({ kind: 'not-permitted' } as const);
  if (!MAY_READ.includes(actor.role)) return refused;
  const found = await store.read(async (db) => {
    for (const kind of STORIED) {
      const record = await loadRecord(db, organisationId, kind, recordId);
      if (record) return record;
    }
    return null;
  });
  // Of what is not there any more only whoever answers for all branches is told.
  const isNear = found ? isNearActor(actor, found.branchId) : actor.branchIds.length === 0;
  if (!isNear) return refused;
  if (found && 'patientId' in found) {
    await noteView(store, organisationId, actor, { patientId: found.patientId, nowMs });
  }
  return ok(await store.read((db) => loadRecordStory(db, organisationId, recordId)));
}
