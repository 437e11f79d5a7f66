import { z } from 'zod';
import {
  ALERT_FILTERS,
  DELEGATION_FILTERS,
  MESSAGE_FILTERS,
  TIMES_OFF_MAX,
} from '../../model/choices.ts';
import { planWishSchema, repeatWishSchema } from '../../model/course.ts';
import { manySessionsChangeSchema } from '../../model/many-sessions.ts';
import { patientDetailsSchema } from '../../model/patient.ts';
import { dayKeySchema, idSchema, instantMsSchema, nameSchema } from '../../model/primitives.ts';
import { noteAboutSchema } from '../../model/private-note.ts';
import { ruleSchema } from '../../model/rule.ts';
import { sessionChangeSchema } from '../../model/session-change.ts';
import { applyingSchema, bookDaysSchema } from '../../model/template.ts';
import { workAcceptanceSchema } from '../../model/work-breach.ts';
import { CARRY_BASE64_MAX } from './carry.ts';
import { sheetPlanSchema } from './day-sheet.ts';
import { exportWishSchema } from './export.ts';
import { importPlanSchema, importShapeSchema } from './import.ts';
import { calendarSourceSchema, keepWishSchema } from './kept-calendar.ts';
import { nearPlanSchema } from './near.ts';
import { callListFileWishSchema, daySheetFileWishSchema } from './paper.ts';
import {
  adviceWishSchema,
  reportFileWishSchema,
  reportSessionsWishSchema,
  reportVisitsWishSchema,
  reportWalkInsWishSchema,
  reportWishSchema,
} from './report.ts';
import { recordStoryWishSchema, trailFileWishSchema, trailWishSchema } from './trail.ts';

/** What unlocks a desk that was left alone. */
export const pinSchema = z.string().regex(/^\d{4,8}$/);

/** Questions a desk asks that change nothing. Each answer's shape stands in `AskAnswers`. */
export const askSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('find-patients'),
    text: z.string().max(200),
    limit: z.int().min(1).max(50),
  }),
  /** When patients were here last and come next; of whoever has no visits nothing is said. */
  z.object({ kind: z.literal('visit-times'), patientIds: z.array(idSchema).max(50) }),
  z.object({ kind: z.literal('patient'), patientId: idSchema }),
  /** How a patient attended, at this branch and elsewhere. */
  z.object({ kind: z.literal('attendance'), patientId: idSchema }),
  /** What two records of one person have, before they become one. */
  z.object({ kind: z.literal('merge-preview'), patientId: idSchema, survivorId: idSchema }),
  /** The visits of a patient, a page at a time; `before` is the last one of the page before. */
  z.object({
    kind: z.literal('patient-history'),
    patientId: idSchema,
    before: z.object({ startMs: instantMsSchema, id: idSchema }).nullable(),
  }),
  z.object({
    kind: z.literal('free-times'),
    branchId: idSchema.nullable(),
    doctorId: idSchema.nullable(),
    durationMin: z.int().min(5).max(480),
    serviceId: idSchema.nullable(),
    fromMs: instantMsSchema,
    limit: z.int().min(1).max(50),
  }),
  /** The first time of today that somebody who is there can go in at with a doctor. */
  z.object({
    kind: z.literal('walk-in-time'),
    branchId: idSchema,
    doctorId: idSchema,
    serviceId: idSchema,
    emergency: z.boolean(),
  }),
  /** Free times that people on a branch's waitlist want, and whose turn it is. */
  z.object({ kind: z.literal('openings'), branchId: idSchema }),
  /** The best times in a stretch of days for somebody, each with why. */
  z.object({
    kind: z.literal('suggestions'),
    branchId: idSchema.nullable(),
    doctorId: idSchema.nullable(),
    serviceId: idSchema,
    patientId: idSchema.nullable(),
    newPatient: patientDetailsSchema.pick({ birthDate: true, sex: true }).nullable(),
    appointmentId: idSchema.nullable(),
    fromMs: instantMsSchema,
    untilMs: instantMsSchema,
    urgent: z.boolean(),
  }),
  /** What there is for somebody who comes again and again. */
  repeatWishSchema.extend({ kind: z.literal('repeat') }),
  /** Days on which several services can be had one after the other. */
  planWishSchema.safeExtend({ kind: z.literal('plan-visits') }),
  /** The visits that were booked together with one. */
  z.object({ kind: z.literal('course'), appointmentId: idSchema }),
  z.object({ kind: z.literal('appointment-story'), appointmentId: idSchema }),
  /** Visits of days that are over, of which nobody said what became of them. */
  z.object({ kind: z.literal('open-visits'), branchId: idSchema }),
  /** What the person who asks noted down there for nobody else. */
  z.object({ kind: z.literal('private-note'), about: noteAboutSchema }),
  /** How long those in a branch's queue will wait, and which doctors run late. */
  z.object({ kind: z.literal('queue-outlook'), branchId: idSchema }),
  /** A branch's day as it is printed; of one doctor, or of all. */
  z.object({
    kind: z.literal('day-sheet'),
    branchId: idSchema,
    doctorId: idSchema.nullable(),
    day: dayKeySchema,
  }),
  daySheetFileWishSchema,
  callListFileWishSchema,
  /** Whether, and when, this computer writes the day into a file by itself. */
  z.object({ kind: z.literal('day-sheets') }),
  /** null makes none any more, and removes those there are. */
  z.object({
    kind: z.literal('set-day-sheets'),
    plan: sheetPlanSchema.extend({ password: z.string().min(8).max(200) }).nullable(),
  }),
  z.object({ kind: z.literal('times-off') }),
  z.object({ kind: z.literal('holiday-places'), country: z.string().max(10).nullable() }),
  z.object({
    kind: z.literal('public-holidays'),
    country: z.string().min(2).max(10),
    region: z.string().max(20).nullable(),
    year: z.int().min(1970).max(2199),
  }),
  /** Whom an absence of a doctor, or closed days of a branch, would hit. */
  z.object({
    kind: z.literal('affected'),
    whose: z.object({ doctorId: idSchema.nullable(), branchId: idSchema.nullable() }),
    times: z
      .array(z.object({ startMs: instantMsSchema, endMs: instantMsSchema }))
      .min(1)
      .max(TIMES_OFF_MAX),
  }),
  /** Whom a change of working time would hit, and whether it can be made at all. */
  z.object({ kind: z.literal('session-change'), change: sessionChangeSchema }),
  z.object({ kind: z.literal('templates') }),
  z.object({ kind: z.literal('rotations') }),
  /** A doctor's day or week as a pattern. */
  z.object({ kind: z.literal('book-days'), days: bookDaysSchema }),
  /** What applying a pattern would come to. */
  z.object({ kind: z.literal('applying'), applying: applyingSchema }),
  /** The same of many sessions at once. */
  z.object({ kind: z.literal('many-sessions-change'), change: manySessionsChangeSchema }),
  z.object({ kind: z.literal('week-hours') }),
  z.object({
    kind: z.literal('messages'),
    branchId: idSchema,
    filter: z.enum(MESSAGE_FILTERS),
  }),
  /** Who gave time to whom, why, and what came of it. */
  z.object({
    kind: z.literal('delegations'),
    branchId: idSchema,
    filter: z.enum(DELEGATION_FILTERS),
    text: z.string().max(200),
  }),
  /** What is found by looking at the working time of the next weeks. */
  z.object({ kind: z.literal('found-conflicts') }),
  /** What a person may see of what somebody has to know of. */
  z.object({
    kind: z.literal('alerts'),
    filter: z.enum(ALERT_FILTERS),
    text: z.string().max(100),
  }),
  z.object({ kind: z.literal('rules') }),
  /** What a rule would have done to the visits of the last 30 days. */
  z.object({ kind: z.literal('try-rule'), rule: ruleSchema }),
  /** Looks at an uploaded file and proposes a mapping. */
  z.object({
    kind: z.literal('import-inspect'),
    importId: idSchema,
    /** As a person says that it is to be read; null leaves it to the host to find out. */
    shape: importShapeSchema.nullable(),
  }),
  /** Reads the whole file by the mapping and reports, changing nothing. */
  z.object({ kind: z.literal('import-dry-run'), importId: idSchema, mapping: importPlanSchema }),
  z.object({
    kind: z.literal('import-apply'),
    importId: idSchema,
    /** That working time goes against what was agreed with its doctor, knowingly, and why. */
    accepts: workAcceptanceSchema.optional(),
    /** How the calendar is kept up with, if it was fetched. */
    keep: keepWishSchema.optional(),
  }),
  /** Fetches a calendar from its address, to be looked at like a file that was uploaded. */
  z.object({
    kind: z.literal('import-fetch'),
    importId: idSchema,
    source: calendarSourceSchema,
  }),
  /** The calendars that this computer keeps up with; null for whoever may not have them read. */
  z.object({ kind: z.literal('import-kept') }),
  z.object({ kind: z.literal('import-kept-read'), keptId: idSchema }),
  z.object({ kind: z.literal('import-kept-pause'), keptId: idSchema, isPaused: z.boolean() }),
  z.object({
    kind: z.literal('import-kept-remove'),
    keptId: idSchema,
    /** What it brought goes with it, as far as it is not over and nobody is booked in it. */
    takesBack: z.boolean(),
  }),
  z.object({ kind: z.literal('import-cancel'), importId: idSchema }),
  z.object({ kind: z.literal('import-undo'), importId: idSchema }),
  z.object({ kind: z.literal('imports') }),
  /** A file of what the person may see of the book. */
  exportWishSchema,
  reportWishSchema,
  reportVisitsWishSchema,
  reportSessionsWishSchema,
  reportWalkInsWishSchema,
  reportFileWishSchema,
  adviceWishSchema,
  trailWishSchema,
  trailFileWishSchema,
  /** Whether the audit trail is whole. */
  z.object({ kind: z.literal('check-trail') }),
  /** The trails that are kept here of others. */
  z.object({ kind: z.literal('kept-trails') }),
  recordStoryWishSchema,
  z.object({ kind: z.literal('sync-now') }),
  /** Which computers of the organisation are in the same network. */
  z.object({ kind: z.literal('near') }),
  /** null switches it off. */
  z.object({ kind: z.literal('set-near'), plan: nearPlanSchema.nullable() }),
  /** What waits for central, sealed for it, to be carried there by another's hand. */
  z.object({ kind: z.literal('carry-export') }),
  /** What another computer saved for central, or central's answer to what this one did. */
  z.object({ kind: z.literal('carry-import'), base64: z.base64().max(CARRY_BASE64_MAX) }),
  /** Central does not listen to this computer any more; an administrator gave it a new code. */
  z.object({ kind: z.literal('join-again'), code: z.string().trim().min(4).max(40) }),
  /** Asks central for a one-time code, by the password of whoever is signed in. */
  z.object({
    kind: z.literal('make-code'),
    password: z.string().max(200),
    name: nameSchema.max(80),
    place: z.discriminatedUnion('kind', [
      z.object({ kind: z.enum(['branch', 'doctor']), id: idSchema }),
      /** Looks at the books of these branches. */
      z.object({ kind: z.literal('review'), branchIds: z.array(idSchema).min(1).max(500) }),
    ]),
  }),
  /** Asks central to take a computer out of service; the same. */
  z.object({
    kind: z.literal('retire-device'),
    password: z.string().max(200),
    replica: z.string().max(80),
  }),
  /** For a new account: the host hashes, so that a password is stored nowhere. */
  z.object({ kind: z.literal('hash-password'), password: z.string().min(8).max(200) }),
  z.object({ kind: z.literal('desk-security') }),
  /** null takes it away. The password shows that it is not somebody passing by. */
  z.object({
    kind: z.literal('set-pin'),
    password: z.string().max(200),
    pin: pinSchema.nullable(),
  }),
  z.object({ kind: z.literal('backups') }),
  z.object({ kind: z.literal('make-backup') }),
  /** Puts a backup in the place of the book; the host ends and starts again. */
  z.object({ kind: z.literal('restore-backup'), name: z.string().max(40) }),
  z.object({ kind: z.literal('set-idle-lock'), minutes: z.int().min(1).max(120) }),
]);
export type Ask = z.infer<typeof askSchema>;
