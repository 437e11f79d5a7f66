import { gzipSync } from 'node:zlib';
import { err, ok } from '../../../shared/core/result.ts';
import { decideTrail } from '../../../shared/domain/access/decide-trail.ts';
import { loadReplicaInfo } from '../../../shared/engine/queries/load-replica-info.ts';
import type { NearBranches } from '../../../shared/engine/queries/near-branches.ts';
import type { ReadDb } from '../../../shared/engine/store/handles.ts';
import type { Store } from '../../../shared/engine/store/open-store.ts';
import { checkAudit } from '../../../shared/engine/trail/check-audit.ts';
import { checkKept } from '../../../shared/engine/trail/check-kept.ts';
import { loadKeptTrails } from '../../../shared/engine/trail/load-kept-trails.ts';
import { loadRecordStory } from '../../../shared/engine/trail/load-record-story.ts';
import { loadTrail } from '../../../shared/engine/trail/load-trail.ts';
import { loadTrailEnd } from '../../../shared/engine/trail/load-trail-end.ts';
import { loadTrailLines, TRAIL_LINES_MAX } from '../../../shared/engine/trail/load-trail-lines.ts';
import { noteTrailFile } from '../../../shared/engine/trail/note-trail-file.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type { TrailFileAnswer, TrailFileWish } from '../../../shared/wire/desk/trail.ts';

type TrailAsk = Extract<
  Ask,
  {
    readonly kind: 'trail' | 'check-trail' | 'trail-file' | 'kept-trails' | 'record-story';
  }
>;

/**
 * The audit trail of this computer's book, for those who answer for it. Where the book is of several
 * branches, who answers for some reads what was done at those (`near`); that no entry is missing can be
 * shown of the whole alone.
 */
export async function answerTrail(
  store: Store,
  organisationId: string,
  ask: TrailAsk,
  actor: Actor,
  near: NearBranches = null,
): Promise<AnswerOf<TrailAsk>> {
  const read = <T>(run: (db: ReadDb) => Promise<T>): Promise<T> => store.read(run);
  const info = await read((db) => loadReplicaInfo(db, organisationId));
  const may = decideTrail(actor, info?.branchId ?? null);
  const isOfSome = near !== null && near.length > 0;
  if (!may.ok && ask.kind === 'trail' && isOfSome) {
    return ok(await read((db) => loadTrail(db, organisationId, ask, near)));
  }
  if (!may.ok) return may;
  switch (ask.kind) {
    case 'trail':
      return ok(await read((db) => loadTrail(db, organisationId, ask)));
    case 'kept-trails':
      return ok(await read((db) => loadKeptTrails(db, organisationId)));
    case 'record-story':
      return ok(await read((db) => loadRecordStory(db, organisationId, ask.recordId)));
    case 'check-trail': {
      // Each part is a reading of its own, so that desks wait for none of the others.
      const look = (text: string) => read(({ session }) => session.query(text, []));
      const problems = [
        ...(await checkAudit(look, organisationId)),
        ...(await checkKept(look, organisationId)),
      ];
      const kept = await read((db) => loadKeptTrails(db, organisationId));
      const entries = kept.reduce((sum, one) => sum + one.entries, 0);
      const end = await read((db) => loadTrailEnd(db, organisationId));
      return ok({ problems, ...end, kept: { trails: kept.length, entries } });
    }
    case 'trail-file':
      return makeFile(store, organisationId, ask, actor);
  }
}

async function makeFile(
  store: Store,
  organisationId: string,
  wish: TrailFileWish,
  actor: Actor,
): Promise<TrailFileAnswer> {
  const lines = await store.read((db) => loadTrailLines(db, organisationId, wish));
  if (lines === null) return err({ kind: 'too-many-rows', max: TRAIL_LINES_MAX });
  const count = lines.length;
  await noteTrailFile(store, organisationId, actor, { ...wish, count });
  const bytes = gzipSync(lines.map((line) => `${line}\n`).join(''));
  const days = [wish.fromMs, wish.untilMs - 1].map((ms) => new Date(ms).toISOString().slice(0, 10));
  return ok({
    name: `Audit trail ${days.join(' ')}.ndjson.gz`,
    base64: bytes.toString('base64'),
    count,
  });
}
