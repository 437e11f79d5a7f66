import { firstTables } from './0001-first-tables.ts';
import { scopeChanges } from './0002-scope-changes.ts';
import { incarnations } from './0003-incarnations.ts';
import { appointmentTimes } from './0004-appointment-times.ts';
import { deviceRequests } from './0005-device-requests.ts';
import { acknowledged } from './0006-acknowledged.ts';
import { visitTimes } from './0007-visit-times.ts';
import { bookingRules } from './0008-booking-rules.ts';
import { handovers } from './0009-handovers.ts';
import { places } from './0010-places.ts';
import { dailyLimits } from './0011-daily-limits.ts';
import { organisationKeys } from './0012-organisation-keys.ts';
import { deletedPatients } from './0013-deleted-patients.ts';
import { claimBoxes } from './0014-claim-boxes.ts';
import { pushOutcomes } from './0015-push-outcomes.ts';
import { beginnings } from './0016-beginnings.ts';
import { noVisitRanges } from './0017-no-visit-ranges.ts';
import { calendarImports } from './0018-calendar-imports.ts';
import { templates } from './0019-templates.ts';
import { rotations } from './0020-rotations.ts';
import { serviceDetails } from './0021-service-details.ts';
import { sessionTimes } from './0022-session-times.ts';
import { auditForms } from './0023-audit-forms.ts';
import { unseated } from './0024-unseated.ts';
import { visitSteps } from './0025-visit-steps.ts';
import { tagKinds } from './0026-tag-kinds.ts';
import { agreements } from './0027-agreements.ts';
import { privateNotes } from './0028-private-notes.ts';
import { queue } from './0029-queue.ts';
import { travelTimes } from './0030-travel-times.ts';
import { notifications } from './0031-notifications.ts';
import { breaks } from './0032-breaks.ts';
import { reminders } from './0033-reminders.ts';
import { alerts } from './0034-alerts.ts';
import { near } from './0035-near.ts';
import { attendance } from './0036-attendance.ts';
import { rooms } from './0037-rooms.ts';
import { delegations } from './0038-delegations.ts';
import { messageTexts } from './0039-message-texts.ts';
import { nextBase } from './0040-next-base.ts';
import { rotationDoctors } from './0041-rotation-doctors.ts';
import { waitlist } from './0042-waitlist.ts';
import { keptCalendars } from './0043-kept-calendars.ts';
import { assistants } from './0044-assistants.ts';
import { answersSeen } from './0045-answers-seen.ts';
import { reportSums } from './0046-report-sums.ts';
import { strikes } from './0047-strikes.ts';
import { preferences } from './0048-preferences.ts';
import { offerMessages } from './0049-offer-messages.ts';
import { courses } from './0050-courses.ts';
import { absenceSums } from './0051-absence-sums.ts';
import { holdLengths } from './0052-hold-lengths.ts';
import { sumsOfSome } from './0053-sums-of-some.ts';
import { sharedSessions } from './0054-shared-sessions.ts';
import { absencesTold } from './0055-absences-told.ts';
import { reportParts } from './0056-report-parts.ts';
import { reviewReplicas } from './0057-review-replicas.ts';
import { branchLanguages } from './0058-branch-languages.ts';
import { keptTrails } from './0059-kept-trails.ts';
import { mergedPatients } from './0060-merged-patients.ts';
import { entrusted } from './0061-entrusted.ts';
import { daySums } from './0062-day-sums.ts';
import { sessionServices } from './0063-session-services.ts';
import { trailPieces } from './0064-trail-pieces.ts';
import { stoodBefore } from './0065-stood-before.ts';
import { absenceParts } from './0066-absence-parts.ts';
import { shortPendingList } from './0067-short-pending-list.ts';

interface Migration {
  readonly no: number;
  readonly name: string;
  readonly sql: string;
}

/** In order, never changed once released; a test pins each by its hash. */
export const MIGRATIONS: readonly Migration[] = [
  { no: 1, name: 'first-tables', sql: firstTables },
  { no: 2, name: 'scope-changes', sql: scopeChanges },
  { no: 3, name: 'incarnations', sql: incarnations },
  { no: 4, name: 'appointment-times', sql: appointmentTimes },
  { no: 5, name: 'device-requests', sql: deviceRequests },
  { no: 6, name: 'acknowledged', sql: acknowledged },
  { no: 7, name: 'visit-times', sql: visitTimes },
  { no: 8, name: 'booking-rules', sql: bookingRules },
  { no: 9, name: 'handovers', sql: handovers },
  { no: 10, name: 'places', sql: places },
  { no: 11, name: 'daily-limits', sql: dailyLimits },
  { no: 12, name: 'organisation-keys', sql: organisationKeys },
  { no: 13, name: 'deleted-patients', sql: deletedPatients },
  { no: 14, name: 'claim-boxes', sql: claimBoxes },
  { no: 15, name: 'push-outcomes', sql: pushOutcomes },
  { no: 16, name: 'beginnings', sql: beginnings },
  { no: 17, name: 'no-visit-ranges', sql: noVisitRanges },
  { no: 18, name: 'calendar-imports', sql: calendarImports },
  { no: 19, name: 'templates', sql: templates },
  { no: 20, name: 'rotations', sql: rotations },
  { no: 21, name: 'service-details', sql: serviceDetails },
  { no: 22, name: 'session-times', sql: sessionTimes },
  { no: 23, name: 'audit-forms', sql: auditForms },
  { no: 24, name: 'unseated', sql: unseated },
  { no: 25, name: 'visit-steps', sql: visitSteps },
  { no: 26, name: 'tag-kinds', sql: tagKinds },
  { no: 27, name: 'agreements', sql: agreements },
  { no: 28, name: 'private-notes', sql: privateNotes },
  { no: 29, name: 'queue', sql: queue },
  { no: 30, name: 'travel-times', sql: travelTimes },
  { no: 31, name: 'notifications', sql: notifications },
  { no: 32, name: 'breaks', sql: breaks },
  { no: 33, name: 'reminders', sql: reminders },
  { no: 34, name: 'alerts', sql: alerts },
  { no: 35, name: 'near', sql: near },
  { no: 36, name: 'attendance', sql: attendance },
  { no: 37, name: 'rooms', sql: rooms },
  { no: 38, name: 'delegations', sql: delegations },
  { no: 39, name: 'message-texts', sql: messageTexts },
  { no: 40, name: 'next-base', sql: nextBase },
  { no: 41, name: 'rotation-doctors', sql: rotationDoctors },
  { no: 42, name: 'waitlist', sql: waitlist },
  { no: 43, name: 'kept-calendars', sql: keptCalendars },
  { no: 44, name: 'assistants', sql: assistants },
  { no: 45, name: 'answers-seen', sql: answersSeen },
  { no: 46, name: 'report-sums', sql: reportSums },
  { no: 47, name: 'strikes', sql: strikes },
  { no: 48, name: 'preferences', sql: preferences },
  { no: 49, name: 'offer-messages', sql: offerMessages },
  { no: 50, name: 'courses', sql: courses },
  { no: 51, name: 'absence-sums', sql: absenceSums },
  { no: 52, name: 'hold-lengths', sql: holdLengths },
  { no: 53, name: 'sums-of-some', sql: sumsOfSome },
  { no: 54, name: 'shared-sessions', sql: sharedSessions },
  { no: 55, name: 'absences-told', sql: absencesTold },
  { no: 56, name: 'report-parts', sql: reportParts },
  { no: 57, name: 'review-replicas', sql: reviewReplicas },
  { no: 58, name: 'branch-languages', sql: branchLanguages },
  { no: 59, name: 'kept-trails', sql: keptTrails },
  { no: 60, name: 'merged-patients', sql: mergedPatients },
  { no: 61, name: 'entrusted', sql: entrusted },
  { no: 62, name: 'day-sums', sql: daySums },
  { no: 63, name: 'session-services', sql: sessionServices },
  { no: 64, name: 'trail-pieces', sql: trailPieces },
  { no: 65, name: 'stood-before', sql: stoodBefore },
  { no: 66, name: 'absence-parts', sql: absenceParts },
  { no: 67, name: 'short-pending-list', sql: shortPendingList },
];
