import { assert } from '../../../shared/core/assert.ts';
import type { ImportMapping } from '../../../shared/wire/desk/import.ts';
import type { DeskClient } from '../../support/desk-client.ts';

/** Where the rows of a file belong. */
export interface Whose {
  readonly branchId: string;
  readonly doctorId: string;
  readonly serviceId: string;
}

const PIECE_BYTES = 256 * 1024;

/** Brings a file in as a desk does: upload, look, dry run, import. */
export async function bringByLine(
  desk: DeskClient,
  name: string,
  text: string,
  whose: Whose,
): Promise<void> {
  const importId = crypto.randomUUID();
  const bytes = Buffer.from(text);
  for (let index = 0; index * PIECE_BYTES < bytes.byteLength; index += 1) {
    const piece = bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES);
    const last = (index + 1) * PIECE_BYTES >= bytes.byteLength;
    desk.send({ type: 'upload', importId, name, index, base64: piece.toString('base64'), last });
  }
  const looked = expectOk(await desk.ask({ kind: 'import-inspect', importId, shape: null }));
  const { subject, columns, dateFormat, encoding, delimiter, hasHeader } = looked as ImportMapping;
  const isSlots = subject === 'slots';
  const mapping: ImportMapping = {
    ...{ subject, columns, dateFormat, encoding, delimiter, hasHeader, branchId: whose.branchId },
    doctorId: isSlots ? whose.doctorId : null,
    serviceId: isSlots ? whose.serviceId : null,
    slotMin: isSlots ? 15 : null,
    bookedBecomeAppointments: isSlots,
  };
  expectOk(await desk.ask({ kind: 'import-dry-run', importId, mapping }));
  expectOk(await desk.ask({ kind: 'import-apply', importId }));
}

function expectOk(answer: unknown): unknown {
  const result = answer as { readonly ok: boolean; readonly value?: unknown };
  assert(result.ok, `The import went well: ${JSON.stringify(answer)}`);
  return result.value;
}
