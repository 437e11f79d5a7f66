import type { DeskLimits } from '../../electron/host/desk/desk-host.ts';

/**
 * What is asked and done in a browser at central. The book is looked at: it is changed at the
 * branches, which have the rights to their time. What somebody has to know of is settled here, too.
 */
export const CENTRAL_LIMITS: DeskLimits = {
  asks: new Set([
    ...([
      'alerts',
      'trail',
      'trail-file',
      'check-trail',
      'appointment-story',
      'found-conflicts',
    ] as const),
    ...(['times-off', 'week-hours', 'rotations', 'templates', 'rules', 'open-visits'] as const),
    ...(['find-patients', 'patient', 'day-sheet'] as const),
    ...(['report', 'report-visits', 'report-file'] as const),
  ]),
  intents: new Set(['settle-alert', 'snooze-alert', 'save-alerting']),
};
