import type { Alert, Alerting, AlertKind, AlertRule } from '../../model/alert.ts';
import type { ALERT_SEVERITIES } from '../../model/choices.ts';

export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

const SEVERITIES: Readonly<Record<AlertKind, AlertSeverity>> = {
  'day-cleared': 'urgent',
  'mass-cancelled': 'urgent',
  'overbooking-refused': 'notice',
  'sign-in-failed': 'warning',
  'rule-overridden': 'notice',
  exported: 'warning',
  'branch-silent': 'urgent',
  'conflict-waits': 'warning',
  'backup-failed': 'urgent',
  'trail-altered': 'urgent',
};

export const severityOf = (kind: AlertKind): AlertSeverity => SEVERITIES[kind];

const mailed = (from: number): AlertRule => ({ isOn: true, mails: true, from });
const shown = (from: number): AlertRule => ({ isOn: true, mails: false, from });

/**
 * What is an alert where nobody chose otherwise. The unit of `from`: days ahead; appointments an
 * hour; attempts an hour; acts a day; files an hour; hours; failures in a row.
 */
const DEFAULTS: Readonly<Record<AlertKind, AlertRule>> = {
  'day-cleared': mailed(14),
  'mass-cancelled': mailed(10),
  'overbooking-refused': shown(3),
  'sign-in-failed': mailed(5),
  'rule-overridden': shown(5),
  exported: mailed(5),
  'branch-silent': mailed(2),
  'conflict-waits': shown(24),
  'backup-failed': mailed(1),
  'trail-altered': mailed(1),
};

export const alertRuleOf = (alerting: Pick<Alerting, 'rules'> | null, kind: AlertKind): AlertRule =>
  alerting?.rules[kind] ?? DEFAULTS[kind];

/** Whether something happened that nobody has settled. */
export const isAlertOpen = ({
  lastMs,
  settledThroughMs,
}: Pick<Alert, 'lastMs' | 'settledThroughMs'>): boolean => lastMs > settledThroughMs;

/** Somebody put it off; what happens again meanwhile is counted, and seen afterwards. */
export const isAlertSnoozed = (
  { snoozedUntilMs }: Pick<Alert, 'snoozedUntilMs'>,
  nowMs: number,
): boolean => snoozedUntilMs !== null && snoozedUntilMs > nowMs;
