import { lookup } from 'node:dns/promises';
import { join } from 'node:path';
import type { createImportJobs } from '../../electron/host/import/create-import-jobs.ts';
import type { ImportMapping } from '../../shared/wire/desk/import.ts';
import { createTestRandom, ORGANISATION, SALT_LAKE, type TestEngine } from './engine.ts';
import type { TestTimers } from './test-timers.ts';

type Importing = Parameters<typeof createImportJobs>[0];

/** What reads files into the book of an engine; calendars at addresses by themselves only by `timers`. */
export const importing = (
  engine: TestEngine,
  folder: string,
  timers: Pick<TestTimers, 'after'> = { after: () => () => undefined },
): Importing => ({
  ...{ engine, organisationId: ORGANISATION, folder: join(folder, 'imports'), timers },
  random: createTestRandom(7),
  hands: {
    resolve: (host) => lookup(host, { all: true }),
    ...{ timeoutMs: 5000, isCut: () => false },
  },
  onError: (error) => {
    throw error;
  },
});

/** How a table of patients is read that says no more of them than their number and name. */
export const PEOPLE_MAPPING: ImportMapping = {
  ...{ subject: 'patients', columns: ['id', 'name'], dateFormat: 'yyyy-mm-dd' },
  ...{ encoding: 'utf-8', delimiter: ',', hasHeader: true, branchId: SALT_LAKE, doctorId: null },
  ...{ serviceId: null, slotMin: null, bookedBecomeAppointments: false },
};
