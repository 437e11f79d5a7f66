import { z } from 'zod';
import { instantToIso } from '../../time/iso-instant.ts';

const lineSchema = z.object({
  no: z.int(),
  replica: z.string(),
  at: z.string(),
  act: z.string(),
  who: z.string(),
  role: z.string(),
  desk: z.string(),
  source: z.string(),
  reason: z.string().nullable(),
  previousHash: z.string(),
  hash: z.string(),
  hashed: z.string(),
  /** Left out by programs of before trails were handed over. */
  isWhole: z.boolean().optional(),
});
type Line = z.infer<typeof lineSchema>;

const PROBLEMS_MAX = 20;

/**
 * What is wrong with a file of the audit trail, checked without the book it came from: each line's
 * hash is that of its entry, and each goes on from the line before. `sha256` gives the hash of a
 * text in hexadecimal. Empty if all is well.
 */
export function findTrailProblems(
  lines: readonly string[],
  sha256: (text: string) => string,
): readonly string[] {
  const problems: string[] = [];
  let last: Line | null = null;
  for (const [i, text] of lines.entries()) {
    if (problems.length >= PROBLEMS_MAX) break;
    const line = readLine(text);
    if (line === null) {
      problems.push(`Line ${i + 1} is not a line of an audit trail.`);
      continue;
    }
    const follows = last === null || (line.no === last.no + 1 && line.previousHash === last.hash);
    if (!follows) problems.push(`Entry ${line.no} does not follow from the one before.`);
    const isWhole = line.isWhole ?? true;
    if ((isWhole && sha256(line.hashed) !== line.hash) || !saysWhatWasHashed(line)) {
      problems.push(`Entry ${line.no} is not as it was written.`);
    }
    last = line;
  }
  return problems;
}

/** Whether what is there to be read is what the hash was made of, as far as it was part of that. */
function saysWhatWasHashed(line: Line): boolean {
  const { no, replica, act, who, role, desk, source, reason, previousHash, hashed } = line;
  if (!hashed.startsWith('[')) return hashed.startsWith(previousHash);
  const parts: unknown[] = JSON.parse(hashed);
  const [, before, of, place, atMs, , , kind, , name, as, where, whence, why] = parts;
  const isWhen = typeof atMs === 'number' && instantToIso(atMs) === line.at;
  const read = [previousHash, replica, no, act, who, role, desk, source, reason];
  const made = [before, of, place, kind, name, as, where, whence, why];
  return isWhen && read.every((value, i) => value === made[i]);
}

function readLine(text: string): Line | null {
  try {
    return lineSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
