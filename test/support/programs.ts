import { fileURLToPath } from 'node:url';

/** A program of ours: where its source begins, and where it lies once it is bundled for tests. */
export interface TestProgram {
  readonly source: string;
  /** As far below the root as the source is, from where it looks for the pages. */
  readonly bundled: string;
}

/** Set for a run that has bundled them (see bundle-programs.ts). */
export const BUNDLED = 'DAYBOOK_TEST_BUNDLED';

export const HOST: TestProgram = {
  source: 'electron/host/main.ts',
  bundled: 'dist/test-host/main.js',
};
export const CENTRAL: TestProgram = {
  source: 'server/main.ts',
  bundled: 'dist/test-central/main.js',
};

export const inRoot = (path: string): string =>
  fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The file to start a program by. */
export const fileOf = ({ source, bundled }: TestProgram): string =>
  inRoot(process.env[BUNDLED] ? bundled : source);
