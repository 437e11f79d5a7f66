/** Of so many the order is made first: whoever wants the best few looks at no more, as a rule. */
const FIRST_LOOKED_AT = 256;

/** The best `limit`, the highest score first, where the whole order is hardly ever wanted. */
export function* bestFirst<T extends { readonly score: number }>(
  all: readonly T[],
  byPlace: (a: T, b: T) => number,
  limit: number,
): Generator<T> {
  const inOrder = (those: readonly T[]): T[] =>
    those.toSorted((a, b) => b.score - a.score || byPlace(a, b));
  const least = scoreOfPlace(all, FIRST_LOOKED_AT);
  const best = inOrder(all.filter(({ score }) => score >= least)).slice(0, limit);
  yield* best;
  yield* inOrder(all.filter(({ score }) => score < least)).slice(0, limit - best.length);
}

/** The score that so many have or are above, and more where several have it. */
function scoreOfPlace(all: readonly { readonly score: number }[], place: number): number {
  const scores = Float64Array.from(all, ({ score }) => score).sort();
  return scores[scores.length - place] ?? Number.NEGATIVE_INFINITY;
}
