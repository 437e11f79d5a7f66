import { writeSync } from 'node:fs';
import { z } from 'zod';

/** What a host that was started with `--json` says on its standard output, one line each. */
const hostLineSchema = z.discriminatedUnion('ready', [
  z.object({
    ready: z.literal(true),
    /** Where a browser opens the desk. */
    url: z.string(),
    /** What the person should know about the keys of the book. */
    note: z.string().nullable(),
  }),
  /** It ends now; `sentence` is for the person who started it. */
  z.object({ ready: z.literal(false), sentence: z.string() }),
]);
export type HostLine = z.infer<typeof hostLineSchema>;

const STANDARD_OUTPUT = 1;

/** Says it at once, so that it is said even if the process ends with the next instruction. */
export function sayOnLine(line: HostLine): void {
  try {
    writeSync(STANDARD_OUTPUT, `${JSON.stringify(line)}\n`);
  } catch {
    // Nobody reads it any more.
  }
}

/** A line that a host said; null for one of another kind. */
export function readHostLine(text: string): HostLine | null {
  if (!text.startsWith('{')) return null;
  try {
    return hostLineSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
