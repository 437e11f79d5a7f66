import { kind, together } from './kind-info.ts';
import { queueRank, wishRank } from './state-ranks.ts';

/** Who waits in a queue: a ticket stays what it is, and whoever went in has gone in. */
export const QUEUE_ENTRY = kind<'queueEntry'>(
  'branch',
  [
    ...(['branchId', 'doctorId', 'serviceId', 'patientId', 'appointmentId'] as const),
    ...(['day', 'letter', 'number', 'priority', 'joinedMs', 'placeMs'] as const),
    ...(['state', 'byName', 'atMs', 'reason', 'room', 'deleted'] as const),
  ],
  [
    together('ticket', 'day', 'letter', 'number', 'joinedMs'),
    {
      ...{ name: 'state', fields: ['state', 'byName', 'atMs', 'reason'] },
      ...{ rule: 'rank', rank: queueRank },
    },
    together('where', 'doctorId', 'room'),
  ],
);

/** Who waits for a time: of what was done apart an accepted offer stays, and all that was declined. */
export const WISH = kind<'wish'>(
  'branch',
  [
    ...(['branchId', 'patientId', 'serviceId', 'appointmentId', 'doctorIds'] as const),
    ...(['branchIds', 'weekdays', 'parts', 'fromDay', 'untilDay', 'urgent', 'note'] as const),
    ...(['addedMs', 'addedBy', 'state', 'offer', 'declined', 'deleted'] as const),
  ],
  [
    {
      ...{ name: 'state', fields: ['state', 'offer'] },
      ...{ rule: 'rank', rank: wishRank },
    },
    { name: 'declined', fields: ['declined'], rule: 'add-wins' },
    together('when', 'doctorIds', 'branchIds', 'weekdays', 'parts', 'fromDay', 'untilDay'),
    together('what', 'patientId', 'serviceId', 'appointmentId'),
  ],
  ['offer'],
);
