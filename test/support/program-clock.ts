import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const SHIFT = pathToFileURL(join(import.meta.dirname, 'shift-clock.ts')).href;

/** The wall clock of programs that a test starts, which it sets ahead as a night or a weekend does. */
export interface ProgramClock extends Disposable {
  /** For the environment of the programs. */
  readonly env: Readonly<Record<string, string>>;
  /** From now on it is so much later for them than it is. */
  readonly setLater: (laterMs: number) => void;
}

export function createProgramClock(): ProgramClock {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-clock-'));
  const file = join(folder, 'later-ms');
  const setLater = (laterMs: number): void => {
    // Never read half written.
    writeFileSync(`${file}.new`, String(laterMs));
    renameSync(`${file}.new`, file);
  };
  setLater(0);
  return {
    env: {
      DAYBOOK_TEST_CLOCK: file,
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} --import=${SHIFT}`.trim(),
    },
    setLater,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
