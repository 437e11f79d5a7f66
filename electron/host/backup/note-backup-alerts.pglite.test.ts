import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadAlerts } from '../../../shared/engine/alerts/load-alerts.ts';
import type { BackupFailure } from '../../../shared/wire/desk/backups.ts';
import {
  admin,
  ORGANISATION,
  openTestEngine,
  SALT_LAKE,
  setUpClinic,
  type TestEngine,
} from '../../../test/support/engine.ts';
import { createTestTimers } from '../../../test/support/test-timers.ts';
import { keepBackups } from './keep-backups.ts';
import { noteBackupAlerts } from './note-backup-alerts.ts';

const NO_ROOM: BackupFailure = { kind: 'backup-failed', problem: 'no-room', detail: '12 MB' };
let engine: TestEngine;

beforeEach(async () => {
  engine = await openTestEngine();
  await setUpClinic(engine);
});
afterEach(() => engine.close());

const alerts = (filter: 'open' | 'settled') =>
  engine.store.read((db) =>
    loadAlerts(db, ORGANISATION, { actor: admin, filter, text: '', nowMs: engine.clock.nowMs() }),
  );

test('a book that could not be backed up so often in a row is told of, and no more once it was [AL2] [AL6]', async () => {
  const onError = (error: unknown): never => expect.unreachable(String(error));
  await engine.ask('save-alerting', {
    ...{ addresses: [], rules: { 'backup-failed': { isOn: true, mails: false, from: 2 } } },
  });
  const kept = keepBackups({
    ...{ make: async () => null, newestMs: () => null, lastWritten: async () => null },
    ...{ timers: createTestTimers(engine.clock), nowMs: engine.clock.nowMs, onError },
  });
  const stop = noteBackupAlerts(engine, kept, onError);
  kept.note(NO_ROOM);
  engine.clock.advance(60_000);
  kept.note(NO_ROOM);
  await vi.waitFor(async () =>
    expect(await alerts('open')).toMatchObject([
      { kind: 'backup-failed', branchId: SALT_LAKE, subjectName: 'Salt Lake', amount: 2, count: 1 },
    ]),
  );
  kept.note(null);
  await vi.waitFor(async () => expect(await alerts('open')).toEqual([]));
  expect(await alerts('settled')).toMatchObject([{ settledBy: null }]);
  stop();
  kept.stop();
});
