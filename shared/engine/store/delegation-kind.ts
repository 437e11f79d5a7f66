import { DURING, kind, together } from './kind-info.ts';
import { delegationRank } from './state-ranks.ts';

/** How time that passes between doctors is stored and merged: an answer, and what came of it, stay together. */
export const DELEGATION_KIND = kind<'delegation'>(
  'doctor',
  [
    ...(['branchId', 'doctorId', 'toDoctorId', ...DURING, 'reason', 'notify', 'backOf'] as const),
    ...(['state', 'byName', 'atMs', 'answeredBy', 'answeredMs', 'answerNote'] as const),
    'answerSeen',
    ...(['failure', 'pieces', 'madeIds', 'visitIds', 'deleted'] as const),
  ],
  [
    together('what', 'branchId', 'doctorId', 'toDoctorId', ...DURING, 'backOf'),
    {
      name: 'state',
      fields: [
        ...['state', 'answeredBy', 'answeredMs', 'answerNote', 'notify'],
        ...['failure', 'pieces', 'madeIds', 'visitIds'],
      ],
      rule: 'rank',
      rank: delegationRank,
    },
  ],
  ['pieces'],
);
