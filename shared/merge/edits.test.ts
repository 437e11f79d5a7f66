import { describe, expect, test } from 'vitest';
import { fc } from '../../test/support/fast-check.ts';
import type { Json } from '../core/json.ts';
import { canonicalJson } from './canonical-json.ts';
import { applyEdits, type Edits, editsOf, mergeEdits } from './edits.ts';
import { type Body, type FieldGroup, withUnknownFields } from './field-group.ts';

const STATUSES = ['booked', 'arrived', 'completed', 'cancelled'];
const GROUPS: readonly FieldGroup[] = [
  { name: 'time', fields: ['startMs', 'endMs'], rule: 'newer' },
  { name: 'note', fields: ['note'], rule: 'newer' },
  {
    name: 'status',
    fields: ['status', 'reason'],
    rule: 'rank',
    rank: ({ status }) => STATUSES.indexOf(String(status)),
  },
  { name: 'tags', fields: ['tags', 'languages'], rule: 'add-wins' },
];

const texts = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 });
const aBody: fc.Arbitrary<Body> = fc.record(
  {
    startMs: fc.integer({ min: 0, max: 2 }),
    endMs: fc.integer({ min: 3, max: 5 }),
    note: fc.constantFrom('', 'wheelchair', 'first visit'),
    status: fc.constantFrom(...STATUSES),
    reason: fc.constantFrom(null, 'ill'),
    tags: texts,
    languages: texts,
    ofALaterVersion: fc.constantFrom(1, 2, 3),
  },
  { requiredKeys: ['startMs', 'endMs', 'note', 'status', 'reason'] },
);

interface Side {
  readonly body: Body;
  readonly hlc: number;
}
const aSide: fc.Arbitrary<Side> = fc.record({ body: aBody, hlc: fc.integer({ min: 1, max: 3 }) });

/** Every side writes on a replica of its own, so that no two stamps are equal. */
function editsOfSides(base: Body, sides: readonly Side[]): Edits[] {
  const groups = withUnknownFields(GROUPS, [base, ...sides.map(({ body }) => body)]);
  return sides.map(({ body, hlc }, i) =>
    editsOf({ body, stamp: { hlc, replica: `replica ${i}` } }, base, groups),
  );
}

const textOf = (base: Body, edits: Edits): string => canonicalJson(applyEdits(base, edits));

describe('merging edits of one base', () => {
  test('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(aBody, aSide, aSide, aSide, (base, ...sides) => {
        const [a, b, c] = editsOfSides(base, sides) as [Edits, Edits, Edits];
        expect(mergeEdits(b, a)).toEqual(mergeEdits(a, b));
        expect(mergeEdits(mergeEdits(a, b), c)).toEqual(mergeEdits(a, mergeEdits(b, c)));
        expect(mergeEdits(a, a)).toEqual(a);
        expect(mergeEdits(mergeEdits(a, b), a)).toEqual(mergeEdits(a, b));
      }),
      { numRuns: 1000 },
    );
  });

  test('gives the same record in whatever order and grouping any number of sides come', () => {
    fc.assert(
      fc.property(
        aBody,
        fc.array(aSide, { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        (base, sides, choices) => {
          const edits = editsOfSides(base, sides);
          const expected = textOf(base, edits.reduce(mergeEdits));
          const heap = [...edits, ...edits];
          while (heap.length > 1) {
            const take = (): Edits =>
              heap.splice((choices.next().value ?? 0) % heap.length, 1)[0] as Edits;
            heap.push(mergeEdits(take(), take()));
          }
          expect(textOf(base, heap[0] as Edits)).toBe(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('that nobody made leaves the record as it is', () => {
    fc.assert(
      fc.property(aBody, aSide, (base, side) => {
        const [none, edits] = editsOfSides(base, [{ body: base, hlc: 9 }, side]) as [Edits, Edits];
        expect(textOf(base, none)).toBe(canonicalJson(base));
        expect(mergeEdits(edits, none)).toEqual(edits);
      }),
    );
  });

  test('of one side alone gives what that side wrote', () => {
    fc.assert(
      fc.property(aBody, aSide, (base, side) => {
        const [edits] = editsOfSides(base, [side]) as [Edits];
        const merged = applyEdits(base, edits);
        for (const [field, value] of Object.entries(side.body)) {
          if (Array.isArray(value)) expect(new Set(listOf(merged[field]))).toEqual(new Set(value));
          else expect(merged[field]).toEqual(value);
        }
      }),
    );
  });
});

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

describe('each rule', () => {
  const base: Body = {
    startMs: 1,
    endMs: 2,
    note: '',
    status: 'booked',
    reason: null,
    tags: ['a'],
  };
  const merged = (...bodies: readonly Body[]): Body => {
    const sides = bodies.map((body, i) => ({ body: { ...base, ...body }, hlc: i + 1 }));
    return applyEdits(base, editsOfSides(base, sides).reduce(mergeEdits));
  };

  test('newer: a group stays whole, whichever of its fields were touched', () => {
    expect(merged({ startMs: 5 }, { endMs: 9 })).toMatchObject({ startMs: 1, endMs: 9 });
  });

  test('edits of different groups are both kept', () => {
    expect(merged({ startMs: 5 }, { note: 'wheelchair' })).toMatchObject({
      startMs: 5,
      note: 'wheelchair',
    });
  });

  test('rank: a visit that took place outranks a later status of less weight', () => {
    expect(merged({ status: 'completed' }, { status: 'arrived' }).status).toBe('completed');
    expect(merged({ status: 'arrived' }, { status: 'completed' }).status).toBe('completed');
  });

  test('rank: among equals the newer stays', () => {
    expect(
      merged({ status: 'cancelled', reason: 'ill' }, { status: 'cancelled', reason: 'moved' })
        .reason,
    ).toBe('moved');
  });

  test('add-wins: additions and removals are all kept', () => {
    expect(merged({ tags: ['a', 'c'] }, { tags: ['b'] }).tags).toEqual(['b', 'c']);
  });

  test('a field that one side does not know is left to the other', () => {
    expect(merged({ ofALaterVersion: 3 }, { note: 'x' })).toMatchObject({ ofALaterVersion: 3 });
  });

  test('a set that is no list of texts is a bug', () => {
    expect(() => merged({ tags: [1] })).toThrow('list of texts');
  });
});
