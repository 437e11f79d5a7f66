import { kind, together } from './kind-info.ts';

/** What the organisation is alerted of, and how. */
export const ALERTING = kind<'alerting'>(
  'everyone',
  ['rules', 'addresses'],
  [],
  ['rules', 'addresses'],
);

/** Something that somebody who answers for the organisation is told of. */
export const ALERT = kind<'alert'>(
  'everyone',
  [
    ...(['kind', 'branchId', 'subjectId', 'subjectName', 'byName', 'reason', 'day'] as const),
    ...(['amount', 'count', 'firstMs', 'lastMs'] as const),
    ...(['settledThroughMs', 'settledCount', 'settledAtMs', 'settledBy'] as const),
    'snoozedUntilMs',
  ],
  [
    together(
      'what',
      ...['subjectName', 'byName', 'reason', 'amount', 'count', 'firstMs', 'lastMs'],
    ),
    together(
      'settled',
      ...['settledThroughMs', 'settledCount', 'settledAtMs', 'settledBy', 'snoozedUntilMs'],
    ),
  ],
);
