import { err, ok, type Result } from '../../core/result.ts';
import { patternOf } from '../../domain/schedule/pattern-of.ts';
import { PATTERN_PIECES_MAX } from '../../model/choices.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Applying, BookDays, Pattern } from '../../model/template.ts';
import { addDays, dayAt, dayEndMs, dayStartMs, isDay } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadDoctorSessions } from './load-doctor-sessions.ts';
import { loadRecord } from './load-record.ts';

/** The pattern that is to be applied: a template's, or of days as they stand in the book. */
export async function loadPattern(
  db: ReadDb,
  organisationId: string,
  source: Applying['source'],
  nowMs: number,
): Promise<Result<Pattern, Refusal>> {
  if (source.kind === 'book-days') return loadBookDays(db, organisationId, source.days, nowMs);
  const template = await loadRecord(db, organisationId, 'template', source.templateId);
  return template && !template.deleted
    ? ok(template)
    : err({ kind: 'unknown-record', record: 'template', id: source.templateId });
}

/** The pattern of a doctor's day, or of seven days in a row, at a branch as they stand. */
export async function loadBookDays(
  db: ReadDb,
  organisationId: string,
  { branchId, doctorId, firstDay, lengthDays }: BookDays,
  nowMs: number,
): Promise<Result<Pattern, Refusal>> {
  const branch = await loadRecord(db, organisationId, 'branch', branchId);
  if (!branch) return err({ kind: 'unknown-record', record: 'branch', id: branchId });
  if (!isDay(firstDay)) return err({ kind: 'malformed', problems: [`${firstDay} is no day`] });
  const zone = knownTimeZone(branch.timeZone);
  const lastDay = addDays(firstDay, lengthDays - 1);
  const span = { startMs: dayStartMs(zone, firstDay), endMs: dayEndMs(zone, lastDay) };
  const sessions = await loadDoctorSessions(db, organisationId, doctorId, { span, nowMs });
  const there = sessions.filter(
    (one) => one.branchId === branchId && dayAt(zone, one.startMs) >= firstDay,
  );
  if (there.length > PATTERN_PIECES_MAX) {
    return err({ kind: 'too-many', what: 'sessions in a template', max: PATTERN_PIECES_MAX });
  }
  return ok(patternOf(there, zone, lengthDays));
}
