import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractAll, extractFile, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findTemplate } from '../electron/host/database/find-template.ts';
import { openDeskClient } from '../test/support/desk-client.ts';
import { startNode } from '../test/support/process.ts';
import { bundleRenderer } from './bundle-renderer.ts';
import { bundleShell, HOST_ENTRY } from './bundle-shell.ts';
import { packageApp } from './package-app.ts';

// Packed with a folder in place of Electron, which is not to be had on every machine.

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_VERSION = 1;
const FUSE_COUNT = 9;
const PACKING_TIMEOUT_MS = 60_000;

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'daybook-package-'));
const unpacked = join(folder, 'release', 'linux-unpacked');
const archive = join(unpacked, 'resources', 'app.asar');

let template: string;

beforeAll(async () => {
  template = await findTemplate(undefined);
  await bundleShell({ outDir: join(folder, 'dist'), hostEntry: HOST_ENTRY });
  await bundleRenderer(join(folder, 'dist', 'renderer'));
  // What must not be packed, wherever it comes from.
  writeFileSync(join(folder, 'dist', 'main', 'main.js.map'), '{}');
  mkdirSync(join(folder, 'electron'));
  const fuses = Buffer.from([FUSE_VERSION, FUSE_COUNT, ...Buffer.from('1'.repeat(FUSE_COUNT))]);
  writeFileSync(
    join(folder, 'electron', 'electron'),
    Buffer.concat([Buffer.from(`stub${SENTINEL}`), fuses, Buffer.from('end')]),
    { mode: 0o755 },
  );
  await packageApp(
    {
      bundles: join(folder, 'dist'),
      template,
      electron: join(folder, 'electron'),
      output: join(folder, 'release'),
    },
    'folder',
  );
}, PACKING_TIMEOUT_MS);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Files only, with `/`, and without the parts of names that differ from build to build. */
function packedFiles(): readonly string[] {
  const entries = listPackage(archive, { isPack: false }).map((entry) =>
    entry.replaceAll('\\', '/').replace(/^\//, ''),
  );
  return entries.filter((entry) => !entries.some((other) => other.startsWith(`${entry}/`)));
}

const filesBelow = (place: string): readonly string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(place.length + 1))
    .toSorted();

describe.runIf(process.platform === 'linux')('the packed program', () => {
  test('holds the bundles, PGlite and argon2, and not one file more', () => {
    const files = packedFiles()
      .map((file) => file.replace(/^(dist\/renderer\/assets)\/.+\.(js|css|woff2)$/, '$1/*.$2'))
      .map((file) => file.replace(/^dist\/host\/.+-[\w-]{8}\.js$/, 'dist/host/main.js'))
      .map((file) => file.replace(/\/chunk-[A-Z0-9]{8}\.js$/, '/chunk-#.js'))
      .map((file) =>
        file.replace(/argon2[.-](linux|darwin|win32)[\w.-]+?(?=\/|\.node)/g, 'argon2-#'),
      );
    const pglite = 'node_modules/@electric-sql/pglite';
    const fonts = 'node_modules/@fontsource';
    const argon2 = 'node_modules/@node-rs/argon2';
    expect([...new Set(files)].toSorted()).toEqual(
      [
        'package.json',
        'dist/main/main.js',
        'dist/preload/preload.cjs',
        'dist/host/main.js',
        'dist/renderer/index.html',
        'dist/renderer/skeleton.css',
        'dist/renderer/assets/*.css',
        'dist/renderer/assets/*.js',
        'dist/renderer/assets/*.woff2',
        `${argon2}/index.js`,
        `${argon2}/package.json`,
        `${argon2}-#/argon2-#.node`,
        `${argon2}-#/package.json`,
        ...['inter', 'noto-sans-bengali', 'noto-sans-devanagari'].flatMap((name) => [
          `${fonts}/${name}/LICENSE`,
          `${fonts}/${name}/package.json`,
        ]),
        ...[
          'cyrillic',
          'cyrillic-ext',
          'greek',
          'greek-ext',
          'latin',
          'latin-ext',
          'vietnamese',
        ].map((letters) => `${fonts}/inter/files/inter-${letters}-400-normal.woff`),
        ...['bengali', 'devanagari'].map(
          (name) => `${fonts}/noto-sans-${name}/files/noto-sans-${name}-${name}-400-normal.woff`,
        ),
        `${pglite}/LICENSE`,
        `${pglite}/package.json`,
        ...['amcheck', 'btree_gist', 'pg_trgm'].flatMap((name) => [
          `${pglite}/dist/${name}.tar.gz`,
          `${pglite}/dist/contrib/${name}.js`,
        ]),
        ...['base', 'nodefs'].map((name) => `${pglite}/dist/fs/${name}.js`),
        ...['chunk-#.js', 'index.js', 'initdb.js', 'initdb.wasm'].map(
          (name) => `${pglite}/dist/${name}`,
        ),
        ...['pglite.data', 'pglite.js', 'pglite.wasm'].map((name) => `${pglite}/dist/${name}`),
      ].toSorted(),
    );
  });

  test('keeps machine code and the data of PGlite outside the archive, unchanged', () => {
    const outside = filesBelow(`${archive}.unpacked`);
    expect(outside.map((file) => file.replace(/.*[/.]/, '')).toSorted()).toEqual([
      'data',
      'gz',
      'gz',
      'gz',
      'node',
      'wasm',
      'wasm',
    ]);
    for (const file of outside) {
      const packed = readFileSync(join(`${archive}.unpacked`, file));
      expect(packed.equals(readFileSync(join(root, file))), file).toBe(true);
    }
  });

  test('brings the template of a book beside the archive', () => {
    // With its empty folders, which PostgreSQL wants too.
    const below = (place: string) => readdirSync(place, { recursive: true }).toSorted();
    const packed = join(unpacked, 'resources', 'template');
    expect(below(packed)).toEqual(below(template));
    // Whoever installs the program need not be who uses it.
    const modes = filesBelow(packed).map((file) => statSync(join(packed, file)).mode & 0o777);
    expect(new Set(modes)).toEqual(new Set([0o644]));
  });

  test('has every switch of Electron that lets others in turned off', () => {
    const binary = readFileSync(join(unpacked, 'daybook'));
    const start = binary.indexOf(SENTINEL) + SENTINEL.length;
    expect([...binary.subarray(start, start + 2)]).toEqual([FUSE_VERSION, FUSE_COUNT]);
    // RunAsNode, CookieEncryption, NodeOptions, NodeCliInspect, AsarIntegrity, OnlyLoadAppFromAsar,
    // BrowserV8Snapshot, GrantFileProtocolExtraPrivileges, WasmTrapHandlers.
    expect(binary.subarray(start + 2, start + 2 + FUSE_COUNT).toString()).toBe('010011001');
  });

  test('names its entry and leaves the workshop at home', () => {
    const { name, version, main, ...rest } = JSON.parse(
      extractFile(archive, 'package.json').toString(),
    ) as Record<string, unknown>;
    expect({ name, main }).toEqual({ name: 'daybook', main: 'dist/main/main.js' });
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    expect(Object.keys(rest)).not.toContain('scripts');
    expect(Object.keys(rest)).not.toContain('devDependencies');
  });

  test('keeps a book with nothing but what it holds', async () => {
    const extracted = join(folder, 'extracted');
    extractAll(archive, extracted);
    await using host = startNode(join(extracted, 'dist', 'host', 'main.js'), [
      ...['--data-folder', join(folder, 'data'), '--serve', '--json'],
      ...['--template', join(unpacked, 'resources', 'template')],
      ...['--renderer', join(extracted, 'dist', 'renderer')],
    ]);
    const { url } = await host.nextMessage();
    await using desk = await openDeskClient(String(url));
    await desk.hello();
    const signedIn = await desk.setUp({
      kind: 'new',
      organisationName: 'Lakeside Clinics',
      branchName: 'Salt Lake',
      timeZone: 'Asia/Kolkata',
      opensMin: 0,
      closesMin: 1440,
      adminName: 'Ruma Paul',
      login: 'ruma',
      password: 'a quiet morning',
    });
    expect(signedIn.ok).toBe(true);
    expect(await host.kill('SIGTERM')).toBe(0);
  });
});
