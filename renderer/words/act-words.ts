import type { IntentKind } from '../../shared/model/intent.ts';

/** What the host, central or a look of somebody does to the book without an intent. */
type OtherAct =
  | 'carry-out-delegation'
  | 'settle-parted'
  | 'drop-calendar'
  | 'exchange'
  | 'export'
  | 'export-trail'
  | 'extend-horizon'
  | 'join-again'
  | 'keep-calendar'
  | 'pause-calendar'
  | 'purge'
  | 'read-calendar'
  | 'reincarnate'
  | 'remind'
  | 'seed-sample'
  | 'send'
  | 'view-patient'
  | 'view-report';

/** What somebody did, as the heading of a line that says who. */
export const ACT_WORDS: Readonly<Record<IntentKind | OtherAct, string>> = {
  'set-up-organisation': 'Organisation set up',
  'save-branch': 'Branch changed',
  'save-doctor': 'Doctor changed',
  'save-service': 'Service changed',
  'save-user': 'Account changed',
  'save-patient': 'Patient changed',
  'merge-patients': 'Patients made one',
  'create-series': 'Working time added, repeated',
  'create-session': 'Working time added',
  'change-session': 'Working time changed',
  'change-many-sessions': 'Working time of many days changed',
  'edit-slot': 'Slot changed',
  'add-time-off': 'Time off entered',
  'remove-time-off': 'Time off removed',
  'add-closure': 'Closed days entered',
  'remove-closure': 'Closed day removed',
  'save-rule': 'Booking rule changed',
  'remove-rule': 'Booking rule removed',
  'save-template': 'Template changed',
  'remove-template': 'Template removed',
  'save-rotation': 'Rotation changed',
  'remove-rotation': 'Rotation removed',
  'apply-template': 'Template applied',
  hold: 'Time held',
  'release-hold': 'Time let go',
  book: 'Booked',
  'book-course': 'Visits booked together',
  move: 'Moved',
  cancel: 'Cancelled',
  'set-status': 'Visit went on',
  'add-assistant': 'Assisting doctor added',
  'remove-assistant': 'Assisting doctor taken off',
  'resolve-conflict': 'Conflict settled',
  'ask-for-right': 'Booking right asked for',
  'hand-over-right': 'Booking right handed over',
  'answer-handover': 'Booking right answered',
  'ask-delegation': 'Time offered to another doctor',
  'see-answer': 'Answer to a handover of time seen',
  'answer-delegation': 'Handover of time answered',
  'set-giving': 'Giving of booking rights changed',
  'set-daily-limit': 'Daily limit changed',
  'hand-over-quota': 'Part of a daily limit handed over',
  'save-room': 'Room changed',
  'remove-room': 'Room removed',
  'save-tag': 'Mark changed',
  'remove-tag': 'Mark removed',
  'save-private-note': 'Private note changed',
  'save-wish': 'Put on the waitlist',
  'withdraw-wish': 'Taken off the waitlist',
  'offer-wish': 'Offered from the waitlist',
  'answer-wish': 'Answered an offer',
  'join-queue': 'Joined the queue',
  'act-on-queue': 'Queue went on',
  'dismiss-found': 'Conflict put away',
  'set-travel-time': 'Way between branches changed',
  'save-alerting': 'Alerts set',
  'settle-alert': 'Alert settled',
  'snooze-alert': 'Alert put off',
  'save-message-text': 'Text of messages changed',
  'save-messaging': 'Messages to patients changed',
  'mark-told': 'Told by phone',
  'send-again': 'Message sent again',
  undo: 'Taken back',
  import: 'Import',
  'keep-calendar': 'Calendar at an address kept up with',
  'read-calendar': 'Calendar at an address read',
  'pause-calendar': 'Reading of a calendar paused or resumed',
  'drop-calendar': 'Calendar at an address removed',
  exchange: 'Synchronised',
  'carry-out-delegation': 'Time passed to another doctor',
  'settle-parted': 'Assisting doctor left behind by a move elsewhere',
  export: 'File saved',
  'export-trail': 'Audit trail saved',
  'extend-horizon': 'Working time carried on',
  'join-again': 'Joined central again',
  purge: 'Forgotten for good',
  reincarnate: 'Went on under another name',
  'seed-sample': 'Sample clinic made',
  remind: 'Reminder made',
  send: 'Message sent',
  'view-patient': 'Patient looked at',
  'view-report': 'Patients behind a report looked at',
};

/** The same of what a newer version of the program may have done. */
export const actWords = (act: string): string =>
  (ACT_WORDS as Readonly<Record<string, string>>)[act] ?? act.replaceAll('-', ' ');
