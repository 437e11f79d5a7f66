import { err, ok, type Result } from '../../core/result.ts';
import { patternOf, piecesOn } from '../../domain/schedule/pattern-of.ts';
import { weekOfRotation } from '../../domain/schedule/rotation.ts';
import { PATTERN_PIECES_MAX } from '../../model/choices.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Applying, BookDays, Pattern, Piece } from '../../model/template.ts';
import { addDays, type DayKey, dayAt, dayEndMs, dayStartMs, isDay } from '../../time/day.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import type { ReadDb } from '../store/handles.ts';
import { loadDoctorSessions } from './load-doctor-sessions.ts';
import { loadRecord } from './load-record.ts';

/** What is to be on a day of the calendar. */
export type PiecesOn = (day: DayKey) => readonly Piece[];

/**
 * What is to be applied: a template, templates in turn, or days as they stand in the book; as they
 * are now, which is all that sessions made of it ever have of it.
 */
export async function loadPattern(
  db: ReadDb,
  organisationId: string,
  { source, doctorId }: Pick<Applying, 'source' | 'doctorId'>,
  nowMs: number,
): Promise<Result<PiecesOn, Refusal>> {
  if (source.kind === 'rotation') return loadTurns(db, organisationId, source.rotationId, doctorId);
  const pattern =
    source.kind === 'book-days'
      ? await loadBookDays(db, organisationId, source.days, nowMs)
      : await loadTemplate(db, organisationId, source.templateId);
  return pattern.ok ? ok((day) => piecesOn(pattern.value, day)) : pattern;
}

async function loadTemplate(
  db: ReadDb,
  organisationId: string,
  id: string,
): Promise<Result<Pattern, Refusal>> {
  const template = await loadRecord(db, organisationId, 'template', id);
  return template && !template.deleted
    ? ok(template)
    : err({ kind: 'unknown-record', record: 'template', id });
}

async function loadTurns(
  db: ReadDb,
  organisationId: string,
  id: string,
  doctorId: string,
): Promise<Result<PiecesOn, Refusal>> {
  const rotation = await loadRecord(db, organisationId, 'rotation', id);
  if (!rotation || rotation.deleted) return err({ kind: 'unknown-record', record: 'rotation', id });
  const { name, doctorId: whose } = rotation;
  if (whose !== null && whose !== doctorId) {
    return err({ kind: 'rotation-of-other', name, doctorId: whose });
  }
  const patterns = new Map<string, Pattern>();
  for (const templateId of rotation.weeks) {
    if (templateId === null || patterns.has(templateId)) continue;
    const template = await loadTemplate(db, organisationId, templateId);
    if (!template.ok) return template;
    patterns.set(templateId, template.value);
  }
  return ok((day) => {
    const pattern = patterns.get(rotation.weeks[weekOfRotation(rotation, day)] ?? '');
    return pattern ? piecesOn(pattern, day) : [];
  });
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
