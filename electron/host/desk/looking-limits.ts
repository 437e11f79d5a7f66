import type { DeskLimits } from './desk-host.ts';

/** What is asked where the books of branches are looked at. Nothing of it changes them. */
export const LOOKED_AT = [
  ...([
    'alerts',
    'trail',
    'trail-file',
    'check-trail',
    'kept-trails',
    'record-story',
    'appointment-story',
    'found-conflicts',
  ] as const),
  ...(['times-off', 'week-hours', 'rotations', 'templates', 'rules', 'open-visits'] as const),
  ...(['find-patients', 'visit-times', 'patient', 'day-sheet'] as const),
  ...(['report', 'report-visits', 'report-sessions', 'report-walk-ins'] as const),
  ...(['report-file', 'advice'] as const),
];

/**
 * At a computer that holds the books of branches for review: they are looked at, with or without a
 * network, and nothing is entered. How it stands with central, and its desks' locks, are its own.
 */
export const REVIEW_LIMITS: DeskLimits = {
  asks: new Set([...LOOKED_AT, 'sync-now', 'desk-security', 'set-pin']),
  intents: new Set(),
};
