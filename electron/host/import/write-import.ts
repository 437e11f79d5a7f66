import { setImmediate } from 'node:timers/promises';
import { applyPatients, toPatients } from '../../../shared/engine/import/apply-patients.ts';
import { applySlots } from '../../../shared/engine/import/apply-slots.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import type { Cause, WriteTx } from '../../../shared/engine/store/handles.ts';
import type { Actor } from '../../../shared/model/user.ts';
import type { ImportMapping } from '../../../shared/wire/desk/import.ts';
import { causeOfImport } from './cause-of-import.ts';
import type { CheckedImport } from './check-against-book.ts';

/** Someone called the import off; the transaction takes everything back. */
class CalledOff extends Error {
  override readonly name = 'CalledOff';
}

interface Checked {
  readonly mapping: ImportMapping;
  readonly result: CheckedImport;
}

interface Watch {
  readonly isWanted: () => boolean;
  readonly onRows: (done: number, total: number) => void;
}

/** Writes a checked file in one transaction. False if it was called off: then nothing is there. */
export async function writeImport(
  engine: Engine,
  organisationId: string,
  { importId, name }: { readonly importId: string; readonly name: string },
  actor: Actor,
  checked: Checked,
  watch: Watch,
): Promise<boolean> {
  const cause = causeOfImport(actor, 'import');
  try {
    await engine.store.write(organisationId, cause, async (tx) => {
      const before = tx.book.counter;
      await writeRows(tx, cause, importId, checked, watch);
      const { rows, ...counts } = checked.result.report;
      await tx.kysely
        .insertInto('importJob')
        .values({
          ...{ organisationId, id: importId, fileName: name },
          ...{ subject: checked.mapping.subject, state: 'applied', rowCount: rows },
          ...{ atMs: tx.nowMs, firstCounter: before + 1, lastCounter: tx.book.counter },
        })
        .execute();
      const { patients, sessions, slots, appointments } = counts;
      const after = { rows, patients, sessions, slots, appointments };
      tx.note({ kind: 'import', id: importId, before: null, after });
    });
    return true;
  } catch (error) {
    if (error instanceof CalledOff) return false;
    throw error;
  }
}

async function writeRows(
  tx: WriteTx,
  cause: Cause,
  importId: string,
  { mapping, result }: Checked,
  watch: Watch,
): Promise<void> {
  const { file, report } = result;
  const goOn = async (done: number): Promise<void> => {
    watch.onRows(done, report.rows);
    await setImmediate();
    if (!watch.isWanted()) throw new CalledOff('The import was called off.');
  };
  if (mapping.subject === 'patients') {
    const { organisationId } = tx.book;
    await applyPatients(tx, cause, toPatients(organisationId, mapping.branchId, file.patients));
    await goOn(file.patients.length);
    return;
  }
  const books = mapping.bookedBecomeAppointments;
  await applySlots(
    tx,
    cause,
    {
      importId,
      branchId: mapping.branchId,
      doctorId: mapping.doctorId ?? '',
      serviceId: books ? mapping.serviceId : null,
      homeReplica: result.homeReplica,
      patientIds: [...result.knownNumbers.values()],
      patientIdByNumber: result.knownNumbers,
    },
    file.runs,
    goOn,
  );
}
