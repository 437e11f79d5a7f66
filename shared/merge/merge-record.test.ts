import { describe, expect, test } from 'vitest';
import { fc } from '../../test/support/fast-check.ts';
import type { Body, FieldGroup } from './field-group.ts';
import { hasSeen, type Merge, mergeRecord, type Version } from './merge-record.ts';
import { compareVectors, covers } from './vector.ts';

const GROUPS: readonly FieldGroup[] = [
  { name: 'name', fields: ['name'], rule: 'newer' },
  { name: 'contact', fields: ['phone', 'street'], rule: 'newer' },
  { name: 'tags', fields: ['tags'], rule: 'add-wins' },
];
const BASE: Body = { name: 'R. Sen', phone: '1', street: 'Lake Road', tags: [] };
const MERGE_DOT = { replica: 'central', counter: 7 };

/** The base as central stored it, which both branches have seen. */
const ORIGIN: Version = {
  dot: { replica: 'central', counter: 1 },
  vector: { central: 1 },
  intent: 'register',
  hlc: 100,
  body: BASE,
};

const written = (
  replica: string,
  hlc: number,
  body: Body,
  more: Partial<Version> = {},
): Version => ({
  dot: { replica, counter: 1 },
  vector: { central: 1, [replica]: 1 },
  intent: `edit at ${replica}`,
  hlc,
  body: { ...BASE, ...body },
  ...more,
});

const merge = (stored: Version, incoming: Version, base: Body | null = BASE): Merge =>
  mergeRecord({ stored, incoming, base, groups: GROUPS, mergeDot: MERGE_DOT });

function mergedVersion(outcome: Merge): Version {
  if (outcome.kind !== 'merged') throw new Error(`Expected a merge, got ${outcome.kind}.`);
  return outcome.version;
}

test('a record that was new on both sides keeps its empty set of tags [MG1]', () => {
  const here = written('salt-lake', 200, { name: 'A' }, { vector: { 'salt-lake': 1 } });
  const there = written('park-street', 300, { name: 'B' }, { vector: { 'park-street': 1 } });
  expect(mergedVersion(merge(here, there, null)).body).toEqual({ ...BASE, name: 'B' });
});

describe('a version that has seen the other', () => {
  test('replaces it', () => {
    const incoming = written('salt-lake', 200, { phone: '2' });
    expect(merge(ORIGIN, incoming)).toEqual({ kind: 'fast-forward', version: incoming });
    expect(merge(incoming, ORIGIN)).toEqual({ kind: 'duplicate' });
    expect(merge(incoming, incoming)).toEqual({ kind: 'duplicate' });
  });

  test('replaces a derived row, which has no dot', () => {
    const derived: Version = { dot: null, vector: {}, intent: null, hlc: 0, body: BASE };
    const edited = written('salt-lake', 200, { phone: '2' });
    expect(merge(derived, edited).kind).toBe('fast-forward');
    expect(merge(edited, derived).kind).toBe('duplicate');
    expect(merge(derived, derived).kind).toBe('duplicate');
  });

  test('is known by its intents after a restored replica stamped them anew', () => {
    const first = written('salt-lake.1', 200, { phone: '2' }, { intent: 'change phone' });
    const restamped = written('salt-lake.2', 200, { phone: '2' }, { intent: 'change phone' });
    expect(merge(first, restamped).kind).toBe('duplicate');

    const later = written('salt-lake.2', 300, { phone: '3' }, { trail: ['change phone'] });
    const outcome = merge(first, later);
    expect(outcome.kind).toBe('fast-forward');
    if (outcome.kind === 'fast-forward') {
      expect(compareVectors(outcome.version.vector, first.vector)).toBe('after');
    }
  });
});

describe('two versions of which neither has seen the other', () => {
  const ours = written('salt-lake', 200, { phone: '2', tags: ['x'] });
  const theirs = written('park-street', 300, { name: 'Rina Sen', street: 'Park', tags: ['y'] });

  test('are merged group by group, and what was lost is told', () => {
    expect(merge(ours, theirs)).toEqual({
      kind: 'merged',
      version: {
        dot: MERGE_DOT,
        vector: { central: 7, 'salt-lake': 1, 'park-street': 1 },
        intent: null,
        hlc: 300,
        body: { name: 'Rina Sen', phone: '1', street: 'Park', tags: ['x', 'y'] },
        trail: ['edit at salt-lake', 'edit at park-street'],
      },
      lost: [{ group: 'contact', losingReplica: 'salt-lake', values: { phone: '2' } }],
    });
  });

  test('make one record from either side', () => {
    expect(mergedVersion(merge(ours, theirs)).body).toEqual(
      mergedVersion(merge(theirs, ours)).body,
    );
  });

  test('are joined without a loss when they say the same', () => {
    const same = written('park-street', 300, { phone: '2', tags: ['x'] });
    expect(merge(ours, same)).toMatchObject({
      kind: 'merged',
      version: { body: ours.body },
      lost: [],
    });
  });

  test('and have no base, because both are new, keep all that only one of them has', () => {
    const outcome = merge(ours, { ...theirs, body: { ...theirs.body, room: '4' } }, null);
    expect(mergedVersion(outcome).body).toEqual({
      name: 'Rina Sen',
      phone: '1',
      street: 'Park',
      tags: ['x', 'y'],
      room: '4',
    });
  });

  test('are both known to the merge, which stands above them', () => {
    const version = mergedVersion(merge(ours, theirs));
    for (const side of [ours, theirs]) {
      expect(merge(version, side).kind).toBe('duplicate');
      expect(merge(version, { ...side, dot: { replica: 'restored', counter: 1 } }).kind).toBe(
        'duplicate',
      );
      expect(merge(side, version).kind).toBe('fast-forward');
    }
  });

  test('do not make a merge that later work of one side already knows', () => {
    const version = mergedVersion(merge(ours, theirs));
    const later = written(
      'park-street',
      400,
      { name: 'Rina Sen-Roy' },
      {
        dot: { replica: 'park-street', counter: 2 },
        vector: { central: 1, 'park-street': 2 },
        trail: ['edit at park-street'],
      },
    );
    expect(hasSeen(later, version)).toBe(false);
  });

  test('need a dot of their own for the merge', () => {
    expect(() =>
      mergeRecord({
        stored: ours,
        incoming: theirs,
        base: BASE,
        groups: GROUPS,
        mergeDot: { replica: 'central', counter: 1 },
      }),
    ).toThrow('used once');
  });
});

const aText = fc.constantFrom('1', '2', '3');
const anEdit = fc.record({ name: aText, phone: aText, street: aText }, { requiredKeys: [] });

test('whatever was typed stands in the merge or among what was lost', () => {
  fc.assert(
    fc.property(anEdit, anEdit, fc.boolean(), (a, b, isSecondNewer) => {
      const ours = written('salt-lake', 200, a);
      const theirs = written('park-street', isSecondNewer ? 300 : 200, b);
      const outcome = merge(ours, theirs);
      const version = mergedVersion(outcome);
      for (const side of [ours, theirs]) {
        expect(side.dot !== null && covers(version.vector, side.dot)).toBe(true);
        for (const [field, value] of Object.entries(side.body)) {
          if (value === BASE[field] || field === 'tags') continue;
          const isLost =
            outcome.kind === 'merged' &&
            outcome.lost.some(
              (loss) => loss.losingReplica === side.dot?.replica && loss.values[field] === value,
            );
          expect(isLost).toBe(version.body[field] !== value);
        }
      }
    }),
    { numRuns: 500 },
  );
});
