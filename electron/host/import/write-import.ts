import { setImmediate } from 'node:timers/promises';
import { err, ok, type Result } from '../../../shared/core/result.ts';
import { applyPatients } from '../../../shared/engine/import/apply-patients.ts';
import { applySlots } from '../../../shared/engine/import/apply-slots.ts';
import {
  findImportProblems,
  type ImportVerdict,
} from '../../../shared/engine/import/find-import-problems.ts';
import { noteImport } from '../../../shared/engine/import/note-import.ts';
import { workOfRuns } from '../../../shared/engine/import/work-of-import.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import type { Cause, WriteTx } from '../../../shared/engine/store/handles.ts';
import { rowsOfPart } from '../../../shared/engine/store/parts.ts';
import type { ImportRefusal } from '../../../shared/wire/desk/import.ts';
import { CalledOff } from './called-off.ts';
import { causeOfImport, type ImportedBy } from './cause-of-import.ts';
import type { CheckedImport } from './check-against-book.ts';
import type { UploadedFile } from './receive-upload.ts';
import { refuseWork } from './refuse-work.ts';

interface Watch {
  readonly isWanted: () => boolean;
  readonly onRows: (done: number, total: number) => void;
}

/**
 * Writes a checked file in one transaction, or nothing of it. The book may have changed since the
 * check, so that it is asked once more, now that nobody else can write. A large file is written in
 * parts, between which others read, and book with other doctors.
 */
export async function writeImport(
  engine: Engine,
  organisationId: string,
  {
    importId,
    name,
    headerKey,
  }: Pick<UploadedFile, 'importId' | 'name'> & {
    readonly headerKey: string | null;
  },
  by: ImportedBy,
  checked: CheckedImport,
  watch: Watch,
): Promise<Result<null, ImportRefusal>> {
  const cause = causeOfImport(by, 'import');
  const { mapping, file, report } = checked;
  const look = async (done: number): Promise<void> => {
    watch.onRows(done, report.rows);
    await setImmediate();
    if (!watch.isWanted()) throw new CalledOff('The import was called off.');
  };
  try {
    return await engine.store.write(organisationId, cause, async (tx) => {
      const verdict = await findImportProblems(tx, organisationId, mapping, file);
      const invalid = verdict.problems.length;
      if (invalid > 0) return err<ImportRefusal>({ kind: 'has-problems', invalid });
      const work = workOfRuns(mapping, file.runs, { nowMs: tx.nowMs, rooms: verdict.rooms });
      const agreed = await refuseWork(tx, work, by.accepts);
      if (!agreed.ok) return agreed;
      const isLarge = report.rows > rowsOfPart(report.rows);
      if (isLarge) await tx.parts.start(mapping.doctorId === null ? [] : [mapping.doctorId]);
      const counterBefore = tx.book.counter;
      await writeRows(tx, cause, importId, checked, verdict, look);
      const { rows, patients, sessions, slots, appointments } = report;
      await noteImport(tx, {
        ...{ id: importId, fileName: name, subject: mapping.subject, counterBefore },
        ...{ headerKey, mapping },
        counts: { rows, patients, sessions, slots, appointments },
      });
      await look(report.rows);
      return ok(null);
    });
  } catch (error) {
    if (error instanceof CalledOff) return err({ kind: 'cancelled' });
    throw error;
  }
}

async function writeRows(
  tx: WriteTx,
  cause: Cause,
  importId: string,
  { mapping, file, homeReplica }: CheckedImport,
  { people, ...known }: ImportVerdict,
  look: (done: number) => Promise<void>,
): Promise<void> {
  const { branchId, doctorId, bookedBecomeAppointments } = mapping;
  if (mapping.subject === 'patients') {
    await applyPatients(tx, cause, branchId, { rows: file.patients, gone: people.gone }, look);
  } else if (doctorId !== null) {
    const serviceId = bookedBecomeAppointments ? mapping.serviceId : null;
    const { goneSessions, sharers, services, rooms } = known;
    const whose = { importId, branchId, doctorId, serviceId, homeReplica };
    const wanted = { ...whose, people, goneSessions, sharers, services, rooms };
    await applySlots(tx, cause, wanted, file.runs, look);
  }
}
