import { visitOverlaps } from './visit-overlaps.ts';

/**
 * SQL: whether time of the claim with alias `c` was promised to one that lost it, and has it again
 * as soon as what is in the way goes. Until a person has acted on that one, the time is promised to
 * nobody else.
 */
export const wasPromised = (c: string): string => `exists (select 1 from claim loser
  where loser.organisation_id = ${c}.organisation_id and loser.doctor_id = ${c}.doctor_id
    and ${visitOverlaps('loser', `${c}.start_ms`, `${c}.end_ms`)} and loser.id <> ${c}.id
    and loser.verdict = 'displaced' and (loser.with_right or loser.endorsed)
    and not loser.overbooked and least(loser.capacity, ${c}.capacity) = 1)`;
