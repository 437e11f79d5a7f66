import { toErrorRecord } from '../shared/core/error-record.ts';
import { keepAlerts } from '../shared/engine/alerts/keep-alerts.ts';
import { keepHorizon } from '../shared/engine/keep-horizon.ts';
import { keepPurged } from '../shared/engine/keep-purged.ts';
import { loadFeeds } from '../shared/engine/queries/load-feeds.ts';
import { keepReportSums } from '../shared/engine/reports/keep-report-sums.ts';
import { keepAlertMail } from './notify/keep-alert-mail.ts';
import { keepOutbox } from './notify/keep-outbox.ts';
import type { CentralOptions } from './open-central.ts';

/** What a process of central does by itself, for as long as it runs. Returns how to stop. */
export function keepJobs(options: CentralOptions): () => Promise<void> {
  const { engine, log, timers } = options;
  const failed =
    (what: string) =>
    (error: unknown): void =>
      log.error({ error: toErrorRecord(error) }, what);
  const loadOrganisations = async (): Promise<readonly string[]> =>
    (await engine.store.read(loadFeeds)).map(({ organisationId }) => organisationId);
  const stops = [
    keepHorizon(engine, loadOrganisations, timers, failed('The horizon could not be moved on.')),
    keepPurged(
      ...([engine, loadOrganisations, timers] as const),
      failed('What everyone knows could not be forgotten.'),
    ),
    keepAlerts(
      ...([engine, loadOrganisations, timers] as const),
      failed('What somebody has to know of could not be looked for.'),
    ),
    keepReportSums(
      ...([engine, loadOrganisations, timers] as const),
      failed('Reports could not be counted beforehand.'),
    ),
  ];
  const stopMail = keepAlertMail({
    ...options,
    onError: failed('An alert could not be sent.'),
  });
  const stopOutbox = keepOutbox({
    ...options,
    onError: failed('A message could not be looked after.'),
  });
  return async () => {
    for (const stop of stops) stop();
    // It closes the gateways of both.
    await stopMail();
    await stopOutbox();
  };
}
