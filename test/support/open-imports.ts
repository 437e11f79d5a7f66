import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportAsk } from '../../electron/host/desk/import-jobs.ts';
import { createImportJobs } from '../../electron/host/import/create-import-jobs.ts';
import type { AnswerOf } from '../../shared/wire/desk/answers.ts';
import type { ImportPlan } from '../../shared/wire/desk/import.ts';
import { admin, type TestEngine } from './engine.ts';
import { importing } from './importing.ts';

/** What reads files into the book of an engine, with a folder of its own. */
export function openImports(engine: TestEngine) {
  const folder = fs.mkdtempSync(join(tmpdir(), 'daybook-imports-'));
  const jobs = createImportJobs(importing(engine, folder));
  const ask = <A extends ImportAsk>(asked: A) =>
    jobs.answer(admin, asked, () => undefined) as Promise<AnswerOf<A>>;
  const upload = async (text: string | Uint8Array, name = 'file.csv'): Promise<string> => {
    const importId = engine.newId();
    const base64 = Buffer.from(text).toString('base64');
    const piece = { type: 'upload' as const, importId, name, index: 0, base64 };
    await jobs.upload(admin, { ...piece, last: true });
    return importId;
  };
  /** Looks at a file, checks it and imports it. Throws what was refused. */
  const bring = async (text: string | Uint8Array, mapping: ImportPlan): Promise<string> => {
    const importId = await upload(text);
    const answers = [
      await ask({ kind: 'import-inspect', importId, shape: null }),
      await ask({ kind: 'import-dry-run', importId, mapping }),
      await ask({ kind: 'import-apply', importId }),
    ];
    for (const answer of answers) if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return importId;
  };
  return {
    ...{ ask, upload, bring },
    [Symbol.dispose]: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}
