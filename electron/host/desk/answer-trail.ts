import { gzipSync } from 'node:zlib';
import { err, ok } from '../../../shared/core/result.ts';
import { decideTrail } from '../../../shared/domain/access/decide-trail.ts';
import { loadReplicaInfo } from '../../../shared/engine/queries/load-replica-info.ts';
import type { NearBranches } from '../../../shared/engine/queries/near-branches.ts';
import type { ReadDb } from '../../../shared/engine/store/handles.ts';
import type { Store } from '../../../shared/engine/store/open-store.ts';
import { checkAudit } from '../../../shared/engine/trail/check-audit.ts';
import { checkKept } from '../../../shared/engine/trail/check-kept.ts';
import { findLostEnds, type KnownEnd } from '../../../shared/engine/trail/find-lost-ends.ts';
import { loadKeptTrails } from '../../../shared/engine/trail/load-kept-trails.ts';
import { loadTrail } from '../../../shared/engine/trail/load-trail.ts';
import { loadTrailEnd } from '../../../shared/engine/trail/load-trail-end.ts';
import { loadTrailLines, TRAIL_LINES_MAX } from '../../../shared/engine/trail/load-trail-lines.ts';
import { noteTrailFile } from '../../../shared/engine/trail/note-trail-file.ts';
import type { Actor } from '../../../shared/model/user.ts';
import { instantToIso } from '../../../shared/time/iso-instant.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type { BackupLine } from '../../../shared/wire/desk/backups.ts';
import type { TrailFileAnswer, TrailFileWish } from '../../../shared/wire/desk/trail.ts';

type TrailAsk = Extract<
  Ask,
  {
    readonly kind: 'trail' | 'check-trail' | 'trail-file' | 'kept-trails';
  }
>;

interface TrailLook {
  readonly near?: NearBranches;
  /** What is known of the backups of the book. */
  readonly backups?: () => readonly BackupLine[];
}

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
  { near = null, backups = () => [] }: TrailLook = {},
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
    case 'check-trail': {
      // Each part is a reading of its own, so that desks wait for none of the others.
      const look = (text: string) => read(({ session }) => session.query(text, []));
      const problems = [
        ...(await checkAudit(look, organisationId)),
        ...(await checkKept(look, organisationId)),
        ...(await read((db) => findLostEnds(db, organisationId, endsOf(backups())))).map(sayLost),
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

/** Where the trail ended in each backup: nobody changes that without the key, nor unnoticed with it. */
const endsOf = (backups: readonly BackupLine[]): readonly KnownEnd[] =>
  backups.flatMap(({ madeMs, facts }) => (facts?.trail ? [{ ...facts.trail, madeMs }] : []));

const sayLost = ({ no, madeMs }: KnownEnd): string =>
  `entry ${no}, with which the backup of ${instantToIso(madeMs)} ends, is not in it any more`;

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
