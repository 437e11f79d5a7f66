import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

beforeAll(async () => {
  const hostEntry = existsSync(join(root, HOST_ENTRY)) ? HOST_ENTRY : 'test/support/echo-host.ts';
  await bundleShell({ outDir: join(folder, 'dist'), hostEntry });
  await bundleRenderer(join(folder, 'dist', 'renderer'));
  // What must not be packed, wherever it comes from.
  writeFileSync(join(folder, 'dist', 'main', 'main.js.map'), '{}');
  mkdirSync(join(folder, 'template', 'base'), { recursive: true });
  writeFileSync(join(folder, 'template', 'PG_VERSION'), '18\n');
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
      template: join(folder, 'template'),
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
    expect(filesBelow(join(unpacked, 'resources', 'template'))).toEqual(['PG_VERSION']);
  });

  test('has every switch of Electron that lets others in turned off', () => {
    const binary = readFileSync(join(unpacked, 'daybook'));
    const start = binary.indexOf(SENTINEL) + SENTINEL.length;
    expect([...binary.subarray(start, start + 2)]).toEqual([FUSE_VERSION, FUSE_COUNT]);
    // RunAsNode, CookieEncryption, NodeOptions, NodeCliInspect, AsarIntegrity, OnlyLoadAppFromAsar,
    // BrowserV8Snapshot, GrantFileProtocolExtraPrivileges, WasmTrapHandlers.
    expect(binary.subarray(start + 2, start + 2 + FUSE_COUNT).toString()).toBe('010011001');
  });

  test('opens a database and checks a password with what the archive holds', () => {
    const extracted = join(folder, 'extracted');
    extractAll(archive, extracted);
    const { name, version, main, ...rest } = JSON.parse(
      readFileSync(join(extracted, 'package.json'), 'utf8'),
    ) as Record<string, unknown>;
    expect({ name, main }).toEqual({ name: 'daybook', main: 'dist/main/main.js' });
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    expect(Object.keys(rest)).not.toContain('scripts');
    expect(Object.keys(rest)).not.toContain('devDependencies');

    const program = `
      import { PGlite } from '@electric-sql/pglite';
      import { amcheck } from '@electric-sql/pglite/contrib/amcheck';
      import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
      import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
      import { NodeFS } from '@electric-sql/pglite/nodefs';
      import { hash, verify } from '@node-rs/argon2';
      const pglite = await PGlite.create({
        fs: new NodeFS('data'), extensions: { amcheck, btree_gist, pg_trgm },
      });
      await pglite.exec('create extension btree_gist; create extension pg_trgm; create extension amcheck');
      const { rows } = await pglite.query("select similarity('Mehta', 'Metha') > 0 as similar");
      await pglite.close();
      console.log(JSON.stringify([rows, await verify(await hash('open'), 'open')]));`;
    writeFileSync(join(extracted, 'dist', 'host', 'probe.mjs'), program);
    const answer = execFileSync(process.execPath, ['dist/host/probe.mjs'], {
      cwd: extracted,
      encoding: 'utf8',
    });
    expect(JSON.parse(answer)).toEqual([[{ similar: true }], true]);
  });
});
