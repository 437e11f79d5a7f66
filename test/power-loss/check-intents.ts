import { isDeepStrictEqual } from 'node:util';
import type { ReadDb } from '../../shared/engine/store/handles.ts';
import type { Asked } from './diary.ts';

/**
 * Whatever was acknowledged was done, once, with the outcome that was told. What was not answered
 * may have been done; what was refused, or never asked, was not.
 */
export async function checkIntents(
  { kysely }: ReadDb,
  asked: readonly Asked[],
): Promise<readonly string[]> {
  const [done, entries] = await Promise.all([
    kysely.selectFrom('appliedIntent').selectAll().execute(),
    kysely.selectFrom('audit').select(['no', 'intentId']).execute(),
  ]);
  const doneById = new Map(done.map((one) => [one.id, one]));
  const audited = new Map<string | null, number[]>();
  for (const { no, intentId } of entries) {
    audited.set(intentId, [...(audited.get(intentId) ?? []), no]);
  }
  const problems: string[] = [];
  for (const { intent, outcome } of asked) {
    const name = `${intent.kind} ${intent.id}`;
    const one = doneById.get(intent.id);
    const inTrail = audited.get(intent.id) ?? [];
    doneById.delete(intent.id);
    audited.delete(intent.id);
    if (outcome?.ok && !one) problems.push(`${name} was acknowledged and is lost`);
    if (outcome?.ok === false && one) problems.push(`${name} was refused and is done`);
    if (outcome?.ok && one && !isDeepStrictEqual(one.outcome, outcome.value)) {
      problems.push(`${name} has another outcome than was told`);
    }
    const expected = one?.auditNo == null ? [] : [one.auditNo];
    if (!isDeepStrictEqual(inTrail, expected)) {
      problems.push(`${name} is in audit entries [${inTrail}] instead of [${expected}]`);
    }
  }
  audited.delete(null);
  problems.push(...[...doneById.keys()].map((id) => `intent ${id} is done and was never asked`));
  problems.push(...[...audited.keys()].map((id) => `intent ${id} is audited and was never asked`));
  return problems;
}
