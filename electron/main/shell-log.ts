import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const SIZE_MAX = 1_000_000;

/** A log of events and exit codes; what people typed never comes here. */
export interface ShellLog {
  readonly write: (text: string) => void;
}

/** Appends to a file, which moves to `<file>.1` when a start finds it large. */
export function openShellLog(file: string, nowIso: () => string): ShellLog {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > SIZE_MAX) renameSync(file, `${file}.1`);
  } catch {}
  return {
    write: (text) => {
      // Where the disk is full or read-only, the program is more useful than its log.
      try {
        appendFileSync(file, `${nowIso()} ${text.trimEnd()}\n`);
      } catch {}
    },
  };
}
