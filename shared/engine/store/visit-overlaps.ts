import { VISIT_MAX_MS } from '../../model/appointment.ts';

/**
 * The condition, in SQL, for a claim or appointment with alias `t` to overlap the time from `start`
 * to `end`, both int8: by when it begins, so that an index finds it. It lasts a day at most.
 */
export const visitOverlaps = (t: string, start: string, end: string): string =>
  `${t}.start_ms < ${end} and ${t}.start_ms > ${start} - ${VISIT_MAX_MS} and ${t}.end_ms > ${start}`;
