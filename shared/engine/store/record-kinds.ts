import { ALERT, ALERTING } from './alert-kinds.ts';
import { DELEGATION_KIND } from './delegation-kind.ts';
import { DURING, type KindInfo, kind, type RecordKind, tags, together } from './kind-info.ts';
import { handoverRank, notificationRank, statusRank } from './state-ranks.ts';
import { QUEUE_ENTRY, WISH } from './waiting-kinds.ts';

/**
 * Every kind of synced record, in the order they are written and sent: what is referred to comes
 * before what refers to it.
 */
export const RECORD_KINDS: Readonly<Record<RecordKind, KindInfo>> = {
  organisation: kind<'organisation'>('everyone', ['name']),
  branch: kind<'branch'>(
    'everyone',
    ['name', 'timeZone', 'opensMin', 'closesMin', 'homeReplica', 'givesWhenAsked', 'holdMin'],
    [together('hours', 'timeZone', 'opensMin', 'closesMin')],
  ),
  doctor: kind<'doctor'>('everyone', ['name', 'speciality', 'kind', 'active']),
  doctorBranch: kind<'doctorBranch'>('everyone', ['doctorId', 'branchId', 'deleted']),
  service: kind<'service'>(
    'everyone',
    ['name', 'durationMin', 'hue', 'icon', 'beforeMin', 'afterMin', 'overrides', 'active'],
    [together('around', 'beforeMin', 'afterMin')],
    ['overrides'],
  ),
  appUser: kind<'appUser'>(
    'everyone',
    ['login', 'name', 'role', 'doctorId', 'branchIds', 'passwordHash', 'active'],
    [together('access', 'role', 'doctorId', 'branchIds', 'active')],
  ),
  patient: kind<'patient'>(
    'patient',
    [
      ...(['branchId', 'name', 'birthDate', 'sex', 'phone', 'number', 'note', 'deleted'] as const),
      ...(['email', 'language', 'allowsSms', 'allowsEmail', 'optedOut', 'prefers'] as const),
      'mergedInto',
    ],
    [],
    ['prefers'],
  ),
  series: kind<'series'>(
    'doctor',
    [
      'branchId',
      'doctorId',
      'rule',
      'firstDay',
      'startMin',
      'endMin',
      'slotMin',
      'capacity',
      'tags',
      'serviceIds',
      'breaks',
      'roomId',
      'sharedWith',
      'homeReplica',
      'deleted',
    ],
    [
      together(
        'when',
        ...['rule', 'firstDay', 'startMin', 'endMin', 'breaks'],
        ...['slotMin', 'branchId', 'doctorId', 'roomId'],
      ),
      tags,
    ],
    ['breaks'],
  ),
  session: kind<'session'>(
    'doctor',
    [
      ...(['branchId', 'doctorId', 'seriesId', ...DURING, 'slotMin', 'capacity'] as const),
      ...(['tags', 'serviceIds', 'breaks', 'roomId', 'sharedWith', 'homeReplica'] as const),
      'deleted',
    ],
    [together('when', ...DURING, 'breaks', 'slotMin', 'branchId', 'doctorId', 'roomId'), tags],
    ['breaks'],
  ),
  slot: kind<'slot'>(
    'doctor',
    ['sessionId', 'branchId', 'doctorId', ...DURING, 'status', 'tags', 'note', 'deleted'],
    [together('when', ...DURING, 'sessionId', 'branchId', 'doctorId'), tags],
  ),
  timeOff: kind<'timeOff'>(
    'doctor',
    ['doctorId', ...DURING, 'kind', 'reason', 'roomId', 'tells', 'sentence', 'deleted'],
    [together('when', ...DURING)],
  ),
  closure: kind<'closure'>('everyone', [
    ...(['branchId', 'day', 'name', 'tells', 'sentence', 'deleted'] as const),
  ]),
  rule: kind<'rule'>(
    'everyone',
    [
      ...(['name', 'demand', 'effect', 'branchId', 'doctorId', 'serviceId'] as const),
      ...(['fromDay', 'untilDay', 'active', 'deleted'] as const),
    ],
    [
      together('what', 'demand', 'effect'),
      together('where', 'branchId', 'doctorId', 'serviceId', 'fromDay', 'untilDay'),
    ],
    ['demand'],
  ),
  room: kind<'room'>('everyone', ['branchId', 'name', 'clash', 'active', 'deleted']),
  tag: kind<'tag'>(
    'everyone',
    ['name', 'names', 'hue', 'effect', 'releaseMin', 'active', 'deleted'],
    [
      { name: 'names', fields: ['names'], rule: 'add-wins' },
      together('effect', 'effect', 'releaseMin', 'active'),
    ],
  ),
  template: kind<'template'>(
    'everyone',
    ['name', 'branchId', 'lengthDays', 'pieces', 'version', 'deleted'],
    [together('what', 'lengthDays', 'pieces', 'version')],
    ['pieces'],
  ),
  rotation: kind<'rotation'>(
    'everyone',
    ['name', 'branchId', 'doctorId', 'anchorDay', 'weeks', 'version', 'deleted'],
    [together('what', 'anchorDay', 'weeks', 'version')],
    ['weeks'],
  ),
  appointment: kind<'appointment'>(
    'branch',
    [
      'branchId',
      'doctorId',
      'serviceId',
      'patientId',
      'assistsId',
      'sessionId',
      ...DURING,
      'status',
      'note',
      'overbookReason',
      'overQuotaReason',
      'emergency',
      'toldByPhone',
      'cancelReason',
      'cancelledBy',
      'supersededBy',
      'unseated',
      'madeBy',
      'madeHlc',
      'withRight',
      'capacity',
      'withEither',
      'importId',
      'courseId',
      'moves',
      'steps',
    ],
    [
      together(
        'time',
        ...DURING,
        'branchId',
        'doctorId',
        'sessionId',
        'unseated',
        'madeBy',
        'madeHlc',
        'withRight',
        'capacity',
        'withEither',
        'overbookReason',
        'overQuotaReason',
        'moves',
      ),
      {
        ...{ name: 'status', fields: ['status', 'cancelReason', 'cancelledBy'] },
        ...{ rule: 'rank', rank: statusRank },
      },
      { name: 'steps', fields: ['steps'], rule: 'add-wins' },
      together('person', 'patientId', 'serviceId'),
    ],
  ),
  attendance: kind<'attendance'>(
    'branch',
    ['branchId', 'patientId', 'ends', 'seen', 'missed', 'cancelled', 'cancelledLate'],
    [together('what', 'ends', 'seen', 'missed', 'cancelled', 'cancelledLate')],
    ['ends'],
  ),
  queueEntry: QUEUE_ENTRY,
  wish: WISH,
  handover: kind<'handover'>(
    'doctor',
    [
      'branchId',
      'doctorId',
      ...DURING,
      'fromReplica',
      'toReplica',
      'state',
      'note',
      'byName',
      'atMs',
    ],
    [
      together('what', 'branchId', 'doctorId', ...DURING, 'fromReplica', 'toReplica'),
      { name: 'state', fields: ['state'], rule: 'rank', rank: handoverRank },
    ],
  ),
  delegation: DELEGATION_KIND,
  dailyLimit: kind<'dailyLimit'>(
    'everyone',
    ['doctorId', 'perDay', 'shares'],
    [together('limit', 'perDay', 'shares')],
    ['shares'],
  ),
  quota: kind<'quota'>('everyone', [
    'doctorId',
    'fromReplica',
    'toReplica',
    'amount',
    'fromDay',
    'untilDay',
  ]),
  agreement: kind<'agreement'>(
    'everyone',
    ['doctorId', 'dayMin', 'weekMin', 'fromDay', 'untilDay', 'places'],
    [together('hours', 'dayMin', 'weekMin'), together('contract', 'fromDay', 'untilDay')],
    ['places'],
  ),
  travelTime: kind<'travelTime'>('everyone', ['oneBranchId', 'otherBranchId', 'minutes']),
  conflict: kind<'conflict'>(
    'branch',
    [
      ...(['kind', 'branchId', 'doctorId', 'recordId', 'blockerId', 'blockerBranchId'] as const),
      ...(['blockerStartMs', 'blockerEndMs', 'reason', 'offers', 'lost', 'state'] as const),
      'openedAtMs',
    ],
    [
      together(
        'what',
        ...['blockerId', 'blockerBranchId', 'blockerStartMs', 'blockerEndMs'],
        ...['reason', 'offers', 'state', 'openedAtMs'],
      ),
    ],
    ['offers', 'lost'],
  ),
  alerting: ALERTING,
  alert: ALERT,
  messaging: kind<'messaging'>(
    'everyone',
    [
      'branchId',
      'asks',
      'quietFromMin',
      'quietUntilMin',
      'offerNoticeMin',
      'offerMinutes',
      'reminderHours',
      'language',
    ],
    [together('quiet', 'quietFromMin', 'quietUntilMin')],
    ['asks'],
  ),
  messageText: kind<'messageText'>('everyone', ['kind', 'language', 'text']),
  notification: kind<'notification'>(
    'branch',
    [
      ...(['branchId', 'doctorId', 'patientId', 'appointmentId', 'wishId', ...DURING] as const),
      ...(['kind', 'channel', 'language', 'state', 'attempts', 'key'] as const),
      ...(['reason', 'extra', 'atMs', 'settledMs'] as const),
    ],
    [
      {
        name: 'state',
        fields: ['state', 'attempts', 'key', 'reason', 'channel', 'settledMs'],
        rule: 'rank',
        rank: notificationRank,
      },
    ],
  ),
};

export const RECORD_KIND_NAMES = Object.keys(RECORD_KINDS) as readonly RecordKind[];

export const isRecordKind = (name: string): name is RecordKind => Object.hasOwn(RECORD_KINDS, name);

/** The name of a kind's table, or of a field's column, in SQL. */
export const sqlName = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Columns to select under the names TypeScript uses. */
export const columnsOf = (names: readonly string[]): string =>
  names.map((name) => `${sqlName(name)} as "${name}"`).join(', ');
