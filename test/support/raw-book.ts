import type { Engine } from '../../shared/engine/open-engine.ts';
import type { RawBook } from './reckon-report.ts';

/** The rows of a book from which a report can be reckoned anew. */
export const readRawBook = (engine: Pick<Engine, 'store'>): Promise<RawBook> =>
  engine.store.read(async ({ kysely }) => {
    const branches = await kysely.selectFrom('branch').selectAll().execute();
    return {
      zones: new Map(branches.map(({ id, timeZone }) => [id, timeZone])),
      appointments: await kysely.selectFrom('appointment').selectAll().execute(),
      sessions: await kysely.selectFrom('session').selectAll().execute(),
      slots: await kysely
        .selectFrom('slot')
        .selectAll()
        .where('status', '<>', 'available')
        .execute(),
      timesOff: await kysely.selectFrom('timeOff').selectAll().execute(),
      closures: await kysely.selectFrom('closure').selectAll().execute(),
      queue: await kysely.selectFrom('queueEntry').selectAll().execute(),
      conflicts: await kysely.selectFrom('conflict').selectAll().execute(),
    };
  });
