import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { unpackChromium } from './unpack-chromium.ts';

/** What Playwright's `launch` needs to start a Chromium, to be spread into its options. */
export interface LaunchableChromium {
  readonly executablePath: string;
  readonly args: string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** Older ones lack what Playwright and the desk rely on. */
const OLDEST_MAJOR = 130;

const NAMES_ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const USUAL_PLACES: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((variable) =>
    join(process.env[variable] ?? 'C:\\', 'Google\\Chrome\\Application\\chrome.exe'),
  ),
};

/** Glyphs at the same places on every machine. */
const EVEN_TEXT = '--font-render-hinting=none';

/**
 * How pictures are put together where there is no graphics card: `plain` costs least, `imitated`
 * does as a card would, in layers that are moved without being painted anew, which figures are of.
 */
export type Graphics = 'plain' | 'imitated';

const GRAPHICS: Readonly<Record<Graphics, readonly string[]>> = {
  // To imitate a card takes more of a processor than all else that a test does.
  plain: ['--disable-gpu', '--disable-software-rasterizer'],
  imitated: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
};

/**
 * A Chromium to test with: the one DAYBOOK_CHROMIUM names, else one of this machine, else the one
 * that npm brought, which needs no package of the operating system.
 */
export async function findChromium(graphics: Graphics = 'plain'): Promise<LaunchableChromium> {
  const named = process.env.DAYBOOK_CHROMIUM;
  if (named !== undefined) {
    if (!isChromium(named)) throw new Error(`DAYBOOK_CHROMIUM names no Chromium: ${named}`);
    return { executablePath: named, args: [EVEN_TEXT] };
  }
  const installed = installedPlaces().find(isChromium);
  if (installed !== undefined) return { executablePath: installed, args: [EVEN_TEXT] };
  return findNpmChromium(graphics);
}

/** The Chromium of `@sparticuz/chromium`, unpacked at the first call. */
export async function findNpmChromium(graphics: Graphics = 'plain'): Promise<LaunchableChromium> {
  const unpacked = await unpackChromium();
  return {
    executablePath: unpacked.executablePath,
    // It is built for a box without a graphics card.
    args: [EVEN_TEXT, '--no-zygote', '--in-process-gpu', ...GRAPHICS[graphics]],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: unpacked.libraryFolder,
      FONTCONFIG_FILE: unpacked.fontConfig,
    },
  };
}

function installedPlaces(): readonly string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return [
    chromium.executablePath(),
    ...(USUAL_PLACES[process.platform] ?? []),
    ...NAMES_ON_PATH.flatMap((name) => folders.map((folder) => join(folder, name))),
  ];
}

/** A file of that name may be a stub that only tells how to install one: ask it for its version. */
function isChromium(file: string): boolean {
  if (!isExecutable(file)) return false;
  // On Windows Chrome opens a window instead of answering.
  if (process.platform === 'win32') return true;
  try {
    const answer = execFileSync(file, ['--version'], {
      encoding: 'utf8',
      timeout: 10_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number(/\b(\d+)\.\d+\.\d+\.\d+/.exec(answer)?.[1]) >= OLDEST_MAJOR;
  } catch {
    return false;
  }
}

function isExecutable(file: string): boolean {
  if (!existsSync(file)) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
