/** What Daybook knows of a time and no standard has a place for: other programs leave these alone. */
export const BREAK_PROPERTY = 'x-daybook-break';
export const SHARED_PROPERTY = 'x-daybook-shared-with';
export const SERVICE_PROPERTY = 'x-daybook-service';
/** Of working time: the minutes of a slot, how many are seen at once, and in which room. */
export const SLOT_PROPERTY = 'x-daybook-slot-minutes';
export const CAPACITY_PROPERTY = 'x-daybook-capacity';
export const ROOM_PROPERTY = 'x-daybook-room';
/** Of a time off: why the doctor is away. */
export const ABSENCE_PROPERTY = 'x-daybook-absence';

export const OWN_PROPERTIES = [
  ...[BREAK_PROPERTY, SHARED_PROPERTY, SERVICE_PROPERTY],
  ...[SLOT_PROPERTY, CAPACITY_PROPERTY, ROOM_PROPERTY, ABSENCE_PROPERTY],
] as const;
