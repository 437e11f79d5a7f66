import { gzipSync } from 'node:zlib';
import { err, ok } from '../../../shared/core/result.ts';
import { decideTrail } from '../../../shared/domain/access/decide-trail.ts';
import { loadReplicaInfo } from '../../../shared/engine/queries/load-replica-info.ts';
import type { ReadDb } from '../../../shared/engine/store/handles.ts';
import type { NearBranches } from '../../../shared/engine/store/near-branches.ts';
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
import type {
  KeptTrailInfo,
  TrailCheck,
  TrailFileAnswer,
  TrailFileWish,
} from '../../../shared/wire/desk/trail.ts';

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
 * branches, who answers for some (`near`) reads what was done at those, and all of the trails of
 * their computers.
 */
export async function answerTrail(
  store: Store,
  organisationId: string,
  ask: TrailAsk,
  actor: Actor,
  { near = null, backups = () => [] }: TrailLook = {},
): Promise<AnswerOf<TrailAsk>> {
  const info = await store.read((db) => loadReplicaInfo(db, organisationId));
  const may = decideTrail(actor, info?.branchId ?? null);
  if (may.ok) return answerWhole(store, organisationId, ask, { actor, near: null, backups });
  if (near === null || near.length === 0) return may;
  return answerWhole(store, organisationId, ask, { actor, near, backups });
}

async function answerWhole(
  store: Store,
  organisationId: string,
  ask: TrailAsk,
  { actor, near, backups }: Required<TrailLook> & { readonly actor: Actor },
): Promise<AnswerOf<TrailAsk>> {
  const kept = await store.read((db) => loadKeptTrails(db, organisationId, near));
  const isTheirs = 'of' in ask && kept.some(({ sender }) => sender === ask.of);
  switch (ask.kind) {
    case 'trail':
      return ok(
        await store.read((db) => loadTrail(db, organisationId, ask, isTheirs ? null : near)),
      );
    case 'kept-trails':
      return ok(kept);
    case 'check-trail':
      return ok(await check(store, organisationId, { kept, near, backups }));
    case 'trail-file':
      // Of a trail of all branches no part can be checked by itself.
      return near === null || isTheirs
        ? makeFile(store, organisationId, ask, actor)
        : err({ kind: 'not-permitted' });
  }
}

/** Each part is a reading of its own, so that desks wait for none of the others. */
async function check(
  store: Store,
  organisationId: string,
  { kept, near, backups }: Required<TrailLook> & { readonly kept: readonly KeptTrailInfo[] },
): Promise<TrailCheck> {
  const read = <T>(run: (db: ReadDb) => Promise<T>): Promise<T> => store.read(run);
  const look = (text: string) => read(({ session }) => session.query(text, []));
  const entries = kept.reduce((sum, one) => sum + one.entries, 0);
  const keptToo = { trails: kept.length, entries };
  if (near !== null) {
    const senders = kept.map(({ sender }) => sender);
    const problems = await checkKept(look, organisationId, senders);
    return { own: null, problems, kept: keptToo };
  }
  const problems = [
    ...(await checkAudit(look, organisationId)),
    ...(await checkKept(look, organisationId)),
    ...(await read((db) => findLostEnds(db, organisationId, endsOf(backups())))).map(sayLost),
  ];
  const own = await read((db) => loadTrailEnd(db, organisationId));
  return { own, problems, kept: keptToo };
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
