import type { DeskLimits } from '../../electron/host/desk/desk-host.ts';
import { LOOKED_AT } from '../../electron/host/desk/looking-limits.ts';

/**
 * What is asked and done in a browser at central. The book is looked at: it is changed at the
 * branches, which have the rights to their time. What somebody has to know of is settled here, too.
 */
export const CENTRAL_LIMITS: DeskLimits = {
  asks: new Set(LOOKED_AT),
  intents: new Set(['settle-alert', 'snooze-alert', 'save-alerting']),
};
