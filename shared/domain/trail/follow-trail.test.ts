import { expect, test } from 'vitest';
import { fc } from '../../../test/support/fast-check.ts';
import type { TrailPlace } from '../../model/trail-place.ts';
import { followTrail, type TrailLink, type TrailStretch } from './follow-trail.ts';

/** A trail of so many entries; from `rewrittenFrom` on it is another. */
const aTrail = (count: number, rewrittenFrom = Number.POSITIVE_INFINITY): readonly TrailLink[] => {
  const hashAt = (no: number): string =>
    no === 0 ? '' : no >= rewrittenFrom ? `x${rewrittenFrom}-${no}` : `h${no}`;
  return Array.from({ length: count }, (_, i) => ({
    ...{ no: i + 1, hash: hashAt(i + 1), previousHash: hashAt(i) },
  }));
};
const placeAt = (trail: readonly TrailLink[], no: number): TrailPlace => ({
  no,
  hash: trail[no - 1]?.hash ?? '',
});
const say = (trail: readonly TrailLink[], after: number, until = trail.length) => ({
  ...{ isLatest: true, head: placeAt(trail, trail.length), after: placeAt(trail, after) },
  entries: trail.slice(after, until),
});
const endOf = (stretches: readonly TrailStretch[]) => {
  const last = stretches.at(-1);
  return last ? { ...last.last, part: last.part } : null;
};
const problemsIn = (stretches: readonly TrailStretch[]) =>
  stretches.flatMap(({ begins }) => begins?.problem ?? []);

test('a trail that only grows is followed in whatever pieces it comes, also twice [AU6]', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(5), { minLength: 1, maxLength: 9 }),
      fc.boolean(),
      (sizes, twice) => {
        let end: ReturnType<typeof endOf> = null;
        const kept: number[] = [];
        let grown = 0;
        for (const size of sizes) {
          const after = grown;
          grown += size;
          const said = say(aTrail(grown), after);
          for (const _ of twice ? [1, 2] : [1]) {
            const stretches = followTrail(end, said, false);
            expect(problemsIn(stretches)).toEqual([]);
            kept.push(...stretches.flatMap(({ entries }) => entries.map(({ no }) => no)));
            end = endOf(stretches) ?? end;
          }
        }
        expect(kept).toEqual(Array.from({ length: grown }, (_, i) => i + 1));
      },
    ),
  );
});

test('central has the end of a trail: cut, rewritten or broken, it is found [AU6]', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(7), fc.nat(4), (kept, at, more) => {
      const end = { ...placeAt(aTrail(kept), kept), part: 0 };
      const cut = aTrail(at % kept);
      expect(problemsIn(followTrail(end, say(cut, cut.length), false))).toEqual(['went-back']);
      const rewritten = aTrail(kept + more, (at % kept) + 1);
      expect(problemsIn(followTrail(end, say(rewritten, kept), false))).toEqual(['rewritten']);
      const without = aTrail(kept + 3).filter(({ no }) => no !== kept + 2);
      const said = { ...say(aTrail(kept + 3), kept), entries: without.slice(kept) };
      expect(problemsIn(followTrail(end, said, false))).toEqual(['broken']);
    }),
  );
});

test('what was found once is not found again, and what comes then is followed [AU6]', () => {
  const end = { ...placeAt(aTrail(5), 5), part: 0 };
  const found = followTrail(end, say(aTrail(7, 3), 5), false);
  expect(found.map(({ part, entries }) => [part, entries.length])).toEqual([[1, 2]]);
  const next = followTrail(endOf(found), say(aTrail(9, 3), 7), false);
  expect(problemsIn(next)).toEqual([]);
  expect(next[0]?.entries.map(({ no }) => no)).toEqual([8, 9]);
});

test('the last entry was changed, which its own text gives away [AU6]', () => {
  const trail = aTrail(3);
  const changed = trail.with(2, { ...(trail[2] as TrailLink), hash: 'of another text' });
  const said = { ...say(trail, 0), entries: changed };
  expect(problemsIn(followTrail(null, said, false))).toEqual(['broken']);
});

test('a trail that goes on in the place of another begins where that one has the same entry [AU6]', () => {
  const said = say(aTrail(6), 4);
  expect(problemsIn(followTrail(null, said, true))).toEqual([]);
  expect(problemsIn(followTrail(null, said, false))).toEqual(['begins-late']);
  // Central was set back: it is told where to go on from.
  expect(followTrail({ ...placeAt(aTrail(2), 2), part: 0 }, said, false)).toEqual([]);
});

test('what was said before the last answer, and came late, accuses nobody [AU6]', () => {
  const end = { ...placeAt(aTrail(5), 5), part: 0 };
  for (const late of [say(aTrail(3), 1), say(aTrail(4), 4)]) {
    expect(followTrail(end, { ...late, isLatest: false }, false)).toEqual([]);
  }
});
