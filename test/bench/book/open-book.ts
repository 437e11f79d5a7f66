import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openBranchDatabase } from '../../../electron/host/database/open-branch-database.ts';
import { createDeskFeed } from '../../../electron/host/desk/desk-feed.ts';
import type { ImportJobs } from '../../../electron/host/desk/import-jobs.ts';
import { createImportJobs } from '../../../electron/host/import/create-import-jobs.ts';
import { assert, present } from '../../../shared/core/assert.ts';
import type { Interval } from '../../../shared/time/interval.ts';
import type { ImportMapping, ImportReport } from '../../../shared/wire/desk/import.ts';
import {
  admin,
  CONSULTATION,
  createTestClock,
  DR_DAS,
  MONDAY_8_MS,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../support/engine.ts';
import { importing } from '../../support/importing.ts';
import { createTestTimers } from '../../support/test-timers.ts';

/** A branch's book on the disk of this machine, with what a host does with it. */
export interface BenchBook {
  readonly engine: TestEngine;
  /** Answers how many rows a desk is sent that opens this window. */
  readonly openWindow: (window: Interval) => Promise<number>;
  /** Reads a file in the way a desk would: upload, look, dry run, import. */
  readonly importFile: (name: string, text: string, doctorId?: string) => Promise<ImportReport>;
  readonly undoLastImport: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens the book of a folder; one that is not there yet starts with a clinic and nothing in it. */
export async function openBook(folder: string, key: Uint8Array | null = null): Promise<BenchBook> {
  const keys = key && { current: key, former: null };
  mkdirSync(folder, { recursive: true });
  const place = { folder: join(folder, 'book'), nowMs: MONDAY_8_MS };
  const database = await openBranchDatabase({ ...place, keys });
  const clock = createTestClock(MONDAY_8_MS);
  const engine = await openTestEngine({ connector: database.connector, clock });
  if (database.firstStart) await setUpClinic(engine);
  const desk = openDesk(engine);
  const imports = createImportJobs(importing(engine, folder));
  return {
    engine,
    openWindow: desk.openWindow,
    importFile: (name, text, doctorId = DR_DAS) =>
      importFile(imports, engine, { name, text, doctorId }),
    undoLastImport: async () => {
      const listed: unknown = await imports.answer(admin, { kind: 'imports' }, ignore);
      const [last] = (listed as readonly { importId: string; state: string }[]).filter(
        ({ state }) => state === 'applied',
      );
      const { importId } = present(last, 'Something was imported.');
      expectOk(await imports.answer(admin, { kind: 'import-undo', importId }, ignore));
    },
    close: async () => {
      desk.close();
      await database.close();
    },
  };
}

function openDesk(engine: TestEngine) {
  let failure: unknown = null;
  let rows = 0;
  const feed = createDeskFeed({
    ...{ store: engine.store, organisationId: ORGANISATION, clock: engine.clock },
    timers: createTestTimers(engine.clock),
    onError: (error) => {
      failure = error;
    },
  });
  const desk = feed.subscribe({
    deliver: (message) => {
      if (message.type === 'rows') rows += message.put.length;
    },
    drop: ignore,
  });
  return {
    openWindow: async (window: Interval): Promise<number> => {
      rows = 0;
      desk.watch(window);
      await feed.settled();
      if (failure !== null) throw failure;
      return rows;
    },
    close: feed.close,
  };
}

const ignore = (): void => undefined;
const PIECE_BYTES = 256 * 1024;

async function importFile(
  imports: ImportJobs,
  engine: TestEngine,
  {
    name,
    text,
    doctorId,
  }: { readonly name: string; readonly text: string; readonly doctorId: string },
): Promise<ImportReport> {
  const importId = engine.newId();
  const bytes = Buffer.from(text);
  for (let index = 0; index * PIECE_BYTES < bytes.byteLength; index += 1) {
    const piece = bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES);
    const last = (index + 1) * PIECE_BYTES >= bytes.byteLength;
    const base64 = piece.toString('base64');
    await imports.upload(admin, { type: 'upload', importId, name, index, base64, last });
  }
  const looked = expectOk(
    await imports.answer(admin, { kind: 'import-inspect', importId, shape: null }, ignore),
  );
  const { subject, columns, dateFormat, encoding, delimiter, hasHeader } = looked as ImportMapping;
  const isSlots = subject === 'slots';
  const mapping: ImportMapping = {
    ...{ subject, columns, dateFormat, encoding, delimiter, hasHeader, branchId: SALT_LAKE },
    doctorId: isSlots ? doctorId : null,
    serviceId: isSlots ? CONSULTATION : null,
    slotMin: isSlots ? 15 : null,
    bookedBecomeAppointments: isSlots,
  };
  expectOk(await imports.answer(admin, { kind: 'import-dry-run', importId, mapping }, ignore));
  return expectOk(
    await imports.answer(admin, { kind: 'import-apply', importId }, ignore),
  ) as ImportReport;
}

function expectOk(answer: unknown): unknown {
  const result = answer as { readonly ok: boolean; readonly value?: unknown };
  assert(result.ok, `The import went well: ${JSON.stringify(answer)}`);
  return result.value;
}
