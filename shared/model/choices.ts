// Lists and limits that schemas check and screens keep to. They stand apart from the schemas, so that
// a window does not load a whole library of checks for them.

/** What may be taken from either of two records of one person that become one. */
export const MERGED_FIELDS = [
  ...(['name', 'birthDate', 'sex', 'phone', 'email', 'number', 'note', 'messages'] as const),
  'prefers',
] as const;
export const SEXES = ['female', 'male', 'other', 'unknown'] as const;
/** When a rule is broken: it is shown, has to be explained, is for a manager to decide, or is not done. */
export const RULE_EFFECTS = ['warn', 'reason', 'manager', 'refuse'] as const;
/**
 * What a computer is to the organisation: a branch's, a doctor's laptop, or one at which the books of
 * several branches are looked at.
 */
export const REPLICA_KINDS = ['branch', 'doctor', 'review'] as const;

export const ROLES = ['admin', 'manager', 'front-desk', 'doctor'] as const;

/** Which sessions of a series a change is about. */
export const SCOPES = ['this', 'following', 'all'] as const;
/** The same of one session: also all of its weekday that are to come. */
export const SESSION_SCOPES = ['this', 'following', 'weekday', 'all'] as const;

/** How a pattern of working time is laid over what a doctor's book has: see `applyingSchema`. */
export const APPLY_WAYS = ['add', 'fill', 'overwrite'] as const;
/** As many days as a pattern is applied to at once: a year. */
export const APPLY_DAYS_MAX = 366;
/** As many stretches as a pattern may have, and sessions that may come of it at once. */
export const PATTERN_PIECES_MAX = 100;
export const APPLY_SESSIONS_MAX = 1500;
/** How many weeks can take turns. */
export const ROTATION_WEEKS_MIN = 2;
export const ROTATION_WEEKS_MAX = 8;
/** More templates, or rotations, than a clinic can tell apart. */
export const TEMPLATES_MAX = 200;

/** How visits that are booked together come again, and how many they are: see `repeatWishSchema`. */
export const RHYTHM_UNITS = ['day', 'week', 'month'] as const;
export const RHYTHM_EVERY_MAX = 52;
export const COURSE_VISITS_MIN = 2;
export const COURSE_VISITS_MAX = 52;
/** The last of them is no more than two years away. */
export const COURSE_DAYS_MAX = 731;
/** One after the other on a day: as many, and as many minutes between two of them at most. */
export const PLAN_PARTS_MAX = 5;
export const PLAN_GAP_MAX_MIN = 8 * 60;
/** How far from the wanted time another may be taken by itself: not at all, or by so much. */
export const COURSE_WINDOWS = ['exact', 'hour', 'day', 'days'] as const;
/** What is done with one visit is done with those after it, too, or with all that are ahead. */
export const COURSE_REACHES = ['following', 'ahead'] as const;

/** For how many minutes a branch holds a time for whoever books it, unless it says otherwise; at most. */
export const HOLD_MIN = 5;
export const HOLD_MIN_MAX = 30;
/** As many times that long in all, for whoever goes on with it. */
export const HOLD_TIMES_MAX = 3;

/** Who called a visit off. */
export const CANCELLED_BY = ['patient', 'practice'] as const;
/** How visits of a patient end; one that the practice called off is none of them. */
export const VISIT_ENDS = ['seen', 'missed', 'cancelled', 'cancelled-late'] as const;
/** As many of a patient's last visits as anything looks at. */
export const ENDS_MAX = 20;
/** As many visits as a page of a patient's history has. */
export const HISTORY_PAGE = 20;

/** Colours a service may have. The theme owns their values, so that both themes stay readable. */
export const HUES = ['green', 'red', 'grey', 'violet', 'teal', 'blue', 'amber', 'pink'] as const;

/** What a mark does to bookings in its time; see `tagSchema`. */
export const TAG_EFFECTS = ['none', 'walk-in-only', 'emergency', 'own'] as const;
export const TAG_NAME_MAX = 40;
/** As many names as a mark has had in its time. */
export const TAG_NAMES_MAX = 20;
export const TAG_RELEASE_MAX_MIN = 7 * 24 * 60;
/** More marks than a clinic can tell apart. */
export const CLINIC_TAGS_MAX = 200;

/** What a person notes down for nobody else: as long, and on so many things in one book. */
export const PRIVATE_NOTE_LENGTH_MAX = 2000;
export const PRIVATE_NOTES_MAX = 5000;

/** Why a doctor is away. */
export const TIME_OFF_KINDS = ['leave', 'surgery', 'conference', 'emergency'] as const;

/** Pictures a service may have; the theme owns how they look. */
export const SERVICE_ICONS = [
  ...(['consultation', 'follow-up', 'surgery', 'video', 'vaccination', 'heart'] as const),
  ...(['teeth', 'eye', 'child', 'laboratory', 'imaging', 'break'] as const),
] as const;
export type ServiceIcon = (typeof SERVICE_ICONS)[number];
export const BUFFER_MAX_MIN = 120;
/** Parts of the day by the clock of the branch: until noon, until five, and later. */
export const DAY_PARTS = ['morning', 'afternoon', 'evening'] as const;
/** How somebody's wish for a time ends; of two written apart the later one stays. */
export const WISH_STATES = ['waiting', 'withdrawn', 'fulfilled'] as const;
/** How long before a visit nobody is offered its time any more, and how long an offer is held. */
export const OFFER_NOTICE_MIN = 120;
export const OFFER_NOTICE_MAX_MIN = 7 * 24 * 60;
export const OFFER_MINUTES = 60;
export const OFFER_MINUTES_MAX = 24 * 60;
/** How far ahead free times are looked for that somebody waits for, and as many as are told at once. */
export const OFFERED_DAYS = 42;
export const OPENINGS_MAX = 20;
export const OPENING_CANDIDATES_MAX = 5;
/** As many times as are suggested at once, and as far ahead as is looked for them. */
export const SUGGESTIONS_MAX = 6;
export const SUGGESTED_DAYS = 92;
export const SERVICE_OVERRIDES_MAX = 200;

/** As many times as an absence that comes again may be entered for at once. */
export const TIMES_OFF_MAX = 366;

/** As many closed days as may be entered at once. */
export const CLOSURES_MAX = 60;

/** How far ahead sessions are derived from series. */
export const HORIZON_DAYS = 26 * 7;

/** Minutes a slot lasts at least and at most. */
export const SLOT_MIN = 5;
export const SLOT_MAX = 240;

/** As many breaks as a session may have, and letters as the name of one. */
export const BREAKS_MAX = 6;
export const BREAK_NAME_MAX = 40;

/** As many sessions as are changed at once, and as many days and doctors as they are chosen from. */
export const SESSIONS_MAX = 10_000;
export const SESSION_DAYS_MAX = 366;
export const SESSION_DOCTORS_MAX = 200;
/** As many as anybody points at one by one. */
export const SESSIONS_PICKED_MAX = 500;

/** By as many minutes a session is moved within its day. */
export const SHIFT_MIN_MAX = 720;

/** A session goes to another day of the weeks around it. */
export const SHIFT_DAYS_MAX = 31;

/**
 * What becomes of appointments that would no longer lie in a session that changes: they stay, where
 * it only is not for their service any more, are moved with it, stand without a time until somebody gives them another, or are cancelled.
 */
export const SEAT_CHOICES = [
  ...(['stay', 'shift', 'shift-or-displace', 'shift-or-cancel'] as const),
  ...(['displace', 'cancel'] as const),
] as const;

/** As many services as a session is for by name. */
export const SESSION_SERVICES_MAX = 20;
export const DOCTOR_KINDS = ['full-time', 'part-time', 'locum'] as const;

/** As many stretches of agreed hours at a branch, and as many branches, as a doctor may have. */
export const AGREED_HOURS_MAX = 30;
export const AGREED_PLACES_MAX = 100;

/** Minutes from one branch to another at most, and where nobody said how many. */
export const TRAVEL_MAX_MIN = 480;
export const TRAVEL_MIN = 30;

/** What it comes to when two doctors would be in one room at once: it has to be explained, or is not done. */
export const ROOM_CLASHES = ['reason', 'refuse'] as const;
export const ROOM_NAME_MAX = 40;
/** More rooms than a branch has. */
export const ROOMS_MAX = 200;

/** How working time can go against what was agreed with its doctor. */
export const WORK_BREACHES = [
  /** A locum works on single days. */
  'locum-series',
  'out-of-contract',
  'not-contracted-here',
  'day-hours',
  'week-hours',
  'days-at-branch',
  'outside-hours',
  /** Too little time to come from one branch to another. */
  'travel',
  /** Another doctor is in the room then. */
  'room',
] as const;

/** Who is called first. */
export const QUEUE_PRIORITIES = ['normal', 'priority', 'emergency'] as const;

/** How far somebody in the queue has come; `held`: not to be called for now. */
export const QUEUE_STATES = ['waiting', 'held', 'called', 'left', 'started', 'done'] as const;

/** Of what a patient is told, and by what. */
export const NOTICE_KINDS = [
  'booked',
  'moved',
  'cancelled',
  'displaced',
  'offer',
  'reminder',
] as const;
/** One message for several visits of a patient says the same of all of them. */
export const SEVERAL_KINDS = [
  ...(['several-booked', 'several-moved'] as const),
  ...(['several-cancelled', 'several-displaced'] as const),
] as const;
/** What there is a text for. */
export const TEXT_KINDS = [...NOTICE_KINDS, ...SEVERAL_KINDS] as const;
export const CHANNELS = ['sms', 'email'] as const;
/** In which patients are written to. */
export const LANGUAGES = ['en', 'hi', 'bn'] as const;
/** As long as the text of a message may be, and a sentence that is added to one. */
export const MESSAGE_TEXT_MAX = 600;
export const ADDED_SENTENCE_MAX = 160;
/** What stands in the text of a message for what is so of the visit. */
export const PLACEHOLDERS = [
  ...(['patient', 'doctor', 'service', 'branch', 'clinic', 'date', 'time'] as const),
  ...(['offers', 'deadline', 'visits', 'count'] as const),
] as const;
/** As many visits as a message names one by one; of more it says how many. */
export const VISITS_NAMED = 6;
/** Whether somebody who does something is asked if the patient is to be told, and what is ticked. */
export const ASK_WAYS = ['off', 'no', 'yes'] as const;
/** How long before a visit a patient can be reminded, in hours. */
export const REMINDER_HOURS_MAX = 168;
/** As many lines as the list of messages shows at once. */
export const MESSAGES_SHOWN_MAX = 500;
/** How somebody is told of appointments, and would rather come, who has said nothing about it. */
export const NEW_CONTACT: {
  readonly email: null;
  readonly language: (typeof LANGUAGES)[number];
  readonly allowsSms: boolean;
  readonly allowsEmail: boolean;
  readonly optedOut: boolean;
  readonly prefers: null;
} = {
  ...{ email: null, language: 'en', allowsSms: true, allowsEmail: true, optedOut: false },
  prefers: null,
};
/** What a patient's record is besides what is said of the person, when it is made. */
export const NEW_PATIENT = { deleted: false, mergedInto: null } as const;

/** States of a message in which nobody was told and somebody has to call. */
export const TO_CALL: readonly string[] = ['no-address', 'opted-out', 'unknown', 'failed'];
/** What the list of messages can be narrowed to. */
export const MESSAGE_FILTERS = ['all', 'to-call', 'waiting', 'sent', 'failed'] as const;
/** How far ahead working time is looked at for conflicts, and as much of it as is looked at once. */
export const FOUND_DAYS = 28;
export const LOOKED_AT_MAX = 20_000;
/** As many as are told at once. */
export const FOUND_MAX = 200;

/** Of what those who answer for a branch are told by themselves; see `alertSchema`. */
export const ALERT_KINDS = [
  'day-cleared',
  'mass-cancelled',
  'overbooking-refused',
  'sign-in-failed',
  'rule-overridden',
  'exported',
  'branch-silent',
  'conflict-waits',
  'backup-failed',
  'trail-altered',
] as const;
export const ALERT_SEVERITIES = ['urgent', 'warning', 'notice'] as const;
/** What the list of alerts can be narrowed to, and as many lines as it shows at once. */
export const ALERT_FILTERS = ['open', 'snoozed', 'settled', 'all'] as const;
export const ALERTS_SHOWN_MAX = 200;
/** From how much on something is an alert, at most, in whatever unit its kind has. */
export const ALERT_FROM_MAX = 1000;
/** As many people as get alerts by e-mail, and as far ahead as an alert can be put off. */
export const ALERT_ADDRESSES_MAX = 50;
export const SNOOZE_MAX_MS = 31 * 86_400_000;

/** The longest range of a report, five years, and the most appointments listed behind a mark of it. */
export const REPORT_DAYS_MAX = 1827;
export const REPORT_DRILL_MAX = 200;
/**
 * How far the passing of a doctor's time to another doctor has come. Of two that were noted apart the
 * later one here stays: until it was carried out, whoever gives may think better of it.
 */
export const DELEGATION_STATES = [
  ...(['asked', 'declined', 'accepted', 'withdrawn'] as const),
  ...(['failed', 'done', 'returned'] as const),
] as const;
/** As many days, pieces of working time and appointments as pass from one doctor to another at once. */
export const DELEGATION_DAYS_MAX = 31;
export const DELEGATION_PIECES_MAX = 100;
export const DELEGATION_VISITS_MAX = 200;
/** As many lines as the list of them shows at once. */
export const DELEGATIONS_SHOWN_MAX = 200;
/** What the list can be narrowed to. */
export const DELEGATION_FILTERS = ['all', 'open', 'done', 'not-done'] as const;

/** Weeks that advice is found from: as many are looked at, and at least so many have to be there. */
export const ADVICE_WEEKS = 12;
export const ADVICE_WEEKS_MIN = 6;
/** As much advice as is shown at once. */
export const ADVICE_MAX = 24;
