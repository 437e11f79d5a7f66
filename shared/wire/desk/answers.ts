import type { Result } from '../../core/result.ts';
import type { Alert } from '../../model/alert.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Offer } from '../../model/conflict.ts';
import type { CourseVisit, FoundPlan, PlannedVisit } from '../../model/course.ts';
import type { DaySheet } from '../../model/day-sheet.ts';
import type { Delegation } from '../../model/delegation.ts';
import type { FoundConflicts } from '../../model/found-conflict.ts';
import type { Openings } from '../../model/openings.ts';
import type { PatientDetails } from '../../model/patient.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Rule } from '../../model/rule.ts';
import type { Suggestions } from '../../model/suggestion.ts';
import type { Pattern, Rotation, Template } from '../../model/template.ts';
import type { TimeOff } from '../../model/time-off.ts';
import type { WorkBreaches } from '../../model/work-breach.ts';
import type {
  Affected,
  AffectedByAbsence,
  HolidayPlaces,
  Passing,
  PublicHoliday,
} from './absences.ts';
import type { ApplyingPreview } from './applying.ts';
import type { Ask } from './ask.ts';
import type { AttendanceShown, PatientHistory } from './attendance.ts';
import type { BackupLine, BackupRefusal } from './backups.ts';
import type { ExportAnswer, ImportAnswer } from './carry.ts';
import type { SheetState } from './day-sheet.ts';
import type { NewCodeAnswer, RetireAnswer } from './devices.ts';
import type { ExportedAnswer } from './export.ts';
import type { ImportInspection, ImportRefusal, ImportReport, ImportSummary } from './import.ts';
import type { KeptCalendar } from './kept-calendar.ts';
import type { NearState, SetNearAnswer } from './near.ts';
import type { PaperAnswer } from './paper.ts';
import type { MergePreview } from './patients.ts';
import type {
  AdviceAnswer,
  ReportAnswer,
  ReportFileAnswer,
  ReportSessionsAnswer,
  ReportVisitsAnswer,
  ReportWalkInsAnswer,
} from './report.ts';
import type { DeskMessage } from './rows.ts';
import type { JoinAgainRefusal } from './set-up.ts';
import type { SignInRefusal } from './sign-in.ts';
import type {
  KeptTrailsAnswer,
  RecordStoryAnswer,
  TrailAnswer,
  TrailCheckAnswer,
  TrailFileAnswer,
  TrailStory,
} from './trail.ts';
import type { QueueOutlook } from './waiting-room.ts';

/** When a patient was here last and comes next; null for never. */
export interface VisitTimes {
  readonly patientId: string;
  readonly lastVisitMs: number | null;
  readonly nextVisitMs: number | null;
}

/** Visits that nobody closed: how many, and the first of them. */
export interface OpenVisits {
  readonly count: number;
  readonly first: readonly (Pick<Appointment, 'doctorId' | 'startMs' | 'status'> & {
    readonly appointmentId: string;
    readonly patientName: string;
    readonly patientPhone: string | null;
  })[];
}

/** Time that passed, or is to pass, between doctors; `visits`: how many patients with it. */
export interface DelegationLine extends Omit<Delegation, 'pieces' | 'madeIds' | 'visitIds'> {
  readonly visits: number;
}

/** Who assists in visits that are moved with working time. */
export interface Following {
  /** They go along, as far as is known now. */
  readonly along: number;
  /** They cannot then: the visit goes on without them, or with another doctor. */
  readonly behind: number;
}

/** Whom working time that changes would hit. */
export interface SeatsPreview {
  /** Who would no longer lie in it; beside them, who passes to another doctor who shares it. */
  readonly affected: Affected;
  readonly passing: readonly Passing[];
  /** How many of them cannot move with it either. */
  readonly fallsOut: number;
  /** Of these, how many still have their time in it, which only is not for their service any more. */
  readonly unfit: number;
  readonly following: Following;
  /** What of it goes against what was agreed with the doctors. */
  readonly work: WorkBreaches | null;
}

/** What a change of working time would come to. */
export interface SessionPreview extends SeatsPreview {
  /** The rule of the series it is about, as it is now; null for a session of no series. */
  readonly rule: string | null;
}

/** What a change of many sessions would come to. */
export interface ManySessionsPreview extends SeatsPreview {
  /** Stands for all of it: sent with the change, so that nothing else is done than was shown. */
  readonly seen: string;
  /** How many sessions are chosen, and in how many of them something changes. */
  readonly sessions: number;
  readonly changed: number;
  /** How many series are changed by their rule. */
  readonly series: number;
  readonly slots: number;
  readonly slotsAfter: number;
  /** Who is booked in them. */
  readonly booked: Affected;
  /** When the last of them begins. */
  readonly lastMs: number | null;
}

/** How many minutes each doctor works this week; who does not is not named. */
export interface WeekHours {
  readonly firstDay: string;
  readonly doctors: readonly { readonly doctorId: string; readonly minutes: number }[];
}

/** A message to a patient, with whom it is for; null where the patient is not known here any more. */
export interface MessageLine extends DeskMessage {
  readonly patientName: string | null;
  readonly patientPhone: string | null;
  /** The other visits that the same message tells of, the earliest first. */
  readonly also: readonly { readonly startMs: number; readonly doctorId: string }[];
}

/** Messages, and how far all of those are whose visit is still to come. */
export interface MessagesShown {
  readonly lines: readonly MessageLine[];
  readonly counts: { readonly waiting: number; readonly sent: number; readonly toCall: number };
}

/** What a rule would have done to the visits of the last 30 days, had it been in force. */
export interface RuleTrial {
  /** How many visits it was tried on. */
  readonly visits: number;
  readonly broken: number;
  /** Some that would have broken it, the latest first. */
  readonly examples: readonly {
    readonly appointmentId: string;
    readonly startMs: number;
    readonly doctorId: string;
    readonly patientName: string;
    readonly found: number | null;
  }[];
}

/** The answer to each kind of `ask`. */
export interface AskAnswers {
  'find-patients': readonly PatientDetails[];
  'visit-times': readonly VisitTimes[];
  patient: PatientDetails | null;
  attendance: AttendanceShown;
  /** null: one of them is not known here. */
  'merge-preview': MergePreview | null;
  'patient-history': PatientHistory;
  'free-times': readonly Offer[];
  /** null: there is none left today. */
  'walk-in-time': Offer | null;
  suggestions: Suggestions;
  openings: Openings;
  repeat: readonly PlannedVisit[];
  'plan-visits': readonly FoundPlan[];
  course: readonly CourseVisit[];
  'appointment-story': TrailStory;
  'open-visits': OpenVisits;
  'private-note': string | null;
  'queue-outlook': QueueOutlook | null;
  /** null where it is no business of whoever asks. */
  'day-sheet': DaySheet | null;
  'day-sheet-file': PaperAnswer;
  'call-list-file': PaperAnswer;
  /** null where this computer makes none: on a laptop, and for whoever does not answer for the branch. */
  'day-sheets': SheetState | null;
  'set-day-sheets': Result<SheetState, { readonly kind: 'not-permitted' }>;
  'times-off': readonly TimeOff[];
  'holiday-places': HolidayPlaces;
  'public-holidays': readonly PublicHoliday[];
  affected: AffectedByAbsence;
  'session-change': Result<SessionPreview, Refusal>;
  templates: readonly Template[];
  rotations: readonly Rotation[];
  'book-days': Result<Pattern, Refusal>;
  applying: Result<ApplyingPreview, Refusal>;
  'many-sessions-change': Result<ManySessionsPreview, Refusal>;
  'week-hours': WeekHours;
  'found-conflicts': FoundConflicts;
  messages: MessagesShown;
  /** null: they are not for this person. */
  alerts: readonly Alert[] | null;
  delegations: readonly DelegationLine[];
  rules: readonly Rule[];
  'try-rule': RuleTrial;
  'import-inspect': Result<ImportInspection, ImportRefusal>;
  'import-dry-run': Result<ImportReport, ImportRefusal>;
  'import-apply': Result<ImportReport, ImportRefusal>;
  'import-fetch': Result<ImportInspection, ImportRefusal>;
  'import-kept': readonly KeptCalendar[] | null;
  'import-kept-read': Result<null, ImportRefusal>;
  'import-kept-pause': Result<null, ImportRefusal>;
  /** How many times stay, as they have begun or somebody is booked in them. */
  'import-kept-remove': Result<{ readonly stays: number }, ImportRefusal>;
  'import-cancel': Result<null, ImportRefusal>;
  'import-undo': Result<null, ImportRefusal>;
  imports: readonly ImportSummary[];
  export: ExportedAnswer;
  advice: AdviceAnswer;
  report: ReportAnswer;
  'report-visits': ReportVisitsAnswer;
  'report-sessions': ReportSessionsAnswer;
  'report-walk-ins': ReportWalkInsAnswer;
  'report-file': ReportFileAnswer;
  trail: TrailAnswer;
  'trail-file': TrailFileAnswer;
  'check-trail': TrailCheckAnswer;
  'kept-trails': KeptTrailsAnswer;
  'record-story': RecordStoryAnswer;
  'sync-now': null;
  /** null without a central server. */
  near: NearState | null;
  'set-near': SetNearAnswer;
  'carry-export': ExportAnswer;
  'carry-import': ImportAnswer;
  'join-again': Result<null, JoinAgainRefusal>;
  'make-code': NewCodeAnswer;
  'retire-device': RetireAnswer;
  'hash-password': string;
  'desk-security': { readonly hasPin: boolean; readonly idleLockMin: number };
  'set-pin': Result<null, SignInRefusal>;
  backups: Result<readonly BackupLine[], BackupRefusal>;
  'make-backup': Result<null, BackupRefusal>;
  'restore-backup': Result<null, BackupRefusal>;
  'set-idle-lock': Result<null, { readonly kind: 'not-permitted' }>;
}
export type AnswerOf<A extends Ask> = AskAnswers[A['kind']];
