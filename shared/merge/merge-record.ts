import { present } from '../core/assert.ts';
import { applyEdits, type Edits, editsOf, lostValues, mergeEdits, type Stamp } from './edits.ts';
import { type Body, type FieldGroup, withUnknownFields } from './field-group.ts';
import type { Hlc } from './hlc.ts';
import { covers, type Dot, joinVectors, type Vector, withDot } from './vector.ts';

/** One version of a record, with what it takes to know how it stands to another. */
export interface Version {
  /** The write that made it; null for a derived row, which everyone knows without being told. */
  readonly dot: Dot | null;
  /** All writes of this record that the version includes. */
  readonly vector: Vector;
  /** What a person asked for; null for a derived row and for a merge. */
  readonly intent: string | null;
  readonly hlc: Hlc;
  readonly body: Body;
  /** Intents that were squashed into this version before it was sent, or merged into it. */
  readonly trail?: readonly string[];
}

/** What one replica wrote and the merge did not keep, by field. */
export interface Loss {
  readonly group: string;
  readonly losingReplica: string;
  readonly values: Body;
}

export type Merge =
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'fast-forward'; readonly version: Version }
  | { readonly kind: 'merged'; readonly version: Version; readonly lost: readonly Loss[] };

export interface MergeInput {
  readonly stored: Version;
  readonly incoming: Version;
  /** The version that `incoming` was made from; null if the record was new there. */
  readonly base: Body | null;
  readonly groups: readonly FieldGroup[];
  /** The dot of the merge, should there be one. Only central has any to give. */
  readonly mergeDot: Dot;
}

/**
 * Whether a version's history includes another: by its dot, or by its intent when a restored
 * replica has stamped the same work anew.
 */
export function hasSeen(version: Version, other: Version): boolean {
  if (other.dot === null || covers(version.vector, other.dot)) return true;
  return other.intent !== null && intentsOf(version).includes(other.intent);
}

/**
 * Brings a version to one that is stored. If either has seen the other, the later one stands as it
 * is; if neither has, the two are merged against the base, group by group.
 */
export function mergeRecord({ stored, incoming, base, groups, mergeDot }: MergeInput): Merge {
  if (hasSeen(stored, incoming)) return { kind: 'duplicate' };
  const vector = joinVectors(stored.vector, incoming.vector);
  if (hasSeen(incoming, stored)) {
    return { kind: 'fast-forward', version: { ...incoming, vector } };
  }

  const from = base ?? {};
  const allGroups = withUnknownFields(groups, [from, stored.body, incoming.body]);
  const ours = editsOf({ body: stored.body, stamp: stampOf(stored) }, from, allGroups);
  const theirs = editsOf({ body: incoming.body, stamp: stampOf(incoming) }, from, allGroups);
  const both = mergeEdits(ours, theirs);
  const version: Version = {
    dot: mergeDot,
    vector: withDot(vector, mergeDot),
    intent: null,
    hlc: Math.max(stored.hlc, incoming.hlc),
    body: applyEdits(from, both),
    trail: [...new Set([...intentsOf(stored), ...intentsOf(incoming)])],
  };
  return {
    kind: 'merged',
    version,
    lost: [ours, theirs].flatMap((side) => lossesOf(side, both, from)),
  };
}

const intentsOf = ({ intent, trail = [] }: Version): readonly string[] =>
  intent === null ? trail : [...trail, intent];

/** Concurrent versions have dots: a derived row has been seen by all. */
const stampOf = ({ hlc, dot }: Version): Stamp => ({
  hlc,
  replica: present(dot, 'A version that is merged was written by someone.').replica,
});

function lossesOf(side: Edits, merged: Edits, base: Body): Loss[] {
  return [...side.groups].flatMap(([group, edit]) => {
    const winner = present(merged.groups.get(group), 'A merge has every group that a side edited.');
    const values = lostValues(edit, winner, base);
    const losingReplica = edit.stamp.replica;
    return Object.keys(values).length === 0 ? [] : [{ group: group.name, losingReplica, values }];
  });
}
