import { loadRecords } from '../queries/load-record.ts';
import { confirmsItself } from '../store/confirms-itself.ts';
import type { WriteTx } from '../store/handles.ts';
import { applyRights } from './apply-rights.ts';
import { confirmRights } from './confirm-rights.ts';
import { deriveSessions } from './derive-sessions.ts';
import { deriveSlots } from './derive-slots.ts';

/** Of fewer nobody waits to hear how far they are. */
const MANY = 100;

/**
 * Makes sessions, slots and booking rights follow series and sessions that were just written, here
 * or elsewhere. Central gives its word on the new versions; so does a replica that is alone.
 */
export async function deriveSchedule(
  tx: WriteTx,
  written: { readonly seriesIds: readonly string[]; readonly sessionIds: readonly string[] },
): Promise<void> {
  const { organisationId } = tx.book;
  const series = await loadRecords(tx, organisationId, 'series', written.seriesIds);
  for (const [i, one] of series.entries()) {
    await deriveSessions(tx, one);
    if (series.length > 1) await tx.pace.pause('sessions', i + 1, series.length);
  }
  const sessions = await loadRecords(tx, organisationId, 'session', written.sessionIds);
  if (sessions.length > 0) {
    await deriveSlots(tx, sessions, (done, of) => tx.pace.pause('sessions', done, of));
  }
  const asked = {
    series: series.filter((one) => !one.deleted),
    sessions: sessions.filter((one) => !one.deleted),
  };
  const isSaid = confirmsItself(tx.book) && (await confirmRights(tx, asked));
  // Those that got a new word are marked by it: to mark them twice would write each row twice.
  const said = new Set([...asked.series, ...asked.sessions].map(({ id }) => id));
  const ids = [...written.seriesIds, ...written.sessionIds];
  if (ids.length > MANY) await tx.pace.pause('rights', 1, 2);
  await applyRights(tx, isSaid ? ids.filter((id) => !said.has(id)) : ids);
  if (ids.length > MANY) await tx.pace.pause('rights', 2, 2);
}
