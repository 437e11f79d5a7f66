import { err, type Result } from '../../../shared/core/result.ts';
import type { ImportInspection, ImportRefusal } from '../../../shared/wire/desk/import.ts';
import type { DeskClient } from '../../replica/desk-client.ts';

const PIECE_BYTES = 192 * 1024;
/** A file must not be far ahead of the host: whoever calls it off would wait for all of that. */
const PIECES_AHEAD = 10;

/**
 * Sends a file piece by piece, so that no message is large and the line stays free for others, and
 * asks what is in it. Stops as soon as it is not wanted any more.
 */
export async function uploadFile(
  client: DeskClient,
  importId: string,
  file: File,
  watch: { readonly onPercent: (percent: number) => void; readonly isWanted: () => boolean },
): Promise<Result<ImportInspection, ImportRefusal>> {
  const pieces = Math.max(1, Math.ceil(file.size / PIECE_BYTES));
  watch.onPercent(0);
  try {
    for (let index = 0; index < pieces; index += 1) {
      const part = file.slice(index * PIECE_BYTES, (index + 1) * PIECE_BYTES);
      const base64 = await toBase64(part);
      if (!watch.isWanted()) return err({ kind: 'cancelled' });
      client.tell({
        ...{ type: 'upload', importId, name: file.name.slice(0, 200), index, base64 },
        last: index === pieces - 1,
      });
      // An answer comes after all pieces before it.
      if (index % PIECES_AHEAD === 0) await client.ask({ kind: 'imports' });
      watch.onPercent(Math.round(((index + 1) / pieces) * 100));
    }
    return await client.ask({ kind: 'import-inspect', importId, shape: null });
  } catch {
    // The line broke, or the file cannot be read any more.
    return err({ kind: 'unknown-import' });
  }
}

const toBase64 = (part: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error('The file cannot be read.'));
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,?/, ''));
    reader.readAsDataURL(part);
  });
