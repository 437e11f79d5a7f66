import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { patientsFile, slotsFile } from './sample-files.ts';

const DECADE = { from: '2016-01-01', to: '2025-12-31', slotsADay: 40, seed: 1 };
const PATIENTS = 37_467;

/**
 * Ten years of an outpatient clinic as the text of two tables: outpatient-patients.csv and
 * outpatient-slots.csv of `folder`, packed (.gz) or not, or made-up ones of their size and shape.
 */
export function loadFiles(folder: string | undefined): {
  readonly patients: string;
  readonly slots: string;
} {
  if (folder === undefined) return { patients: patientsFile(PATIENTS), slots: slotsFile(DECADE) };
  const read = (name: string): string => {
    const packed = join(folder, `${name}.csv.gz`);
    if (existsSync(packed)) return gunzipSync(readFileSync(packed)).toString('utf8');
    return readFileSync(join(folder, `${name}.csv`), 'utf8');
  };
  return { patients: read('outpatient-patients'), slots: read('outpatient-slots') };
}

/** The first lines of a table, up to `share` of them. */
export function firstOf(text: string, share: number): string {
  const lines = text.split('\n');
  return lines.slice(0, Math.ceil(lines.length * share)).join('\n');
}
