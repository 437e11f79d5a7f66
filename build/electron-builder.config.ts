import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { copyTemplate } from './copy-template.ts';

/** Where the parts of one packing come from and go to. */
export interface PackingFolders {
  /** The four bundles: main, preload, host, renderer. */
  readonly bundles: string;
  /** A data folder of an empty book, for a quick first start. */
  readonly template: string;
  /** An unpacked Electron; undefined fetches the right one. */
  readonly electron: string | undefined;
  readonly output: string;
}

/** The extensions of PostgreSQL that the book uses. */
const EXTENSIONS = '{amcheck,btree_gist,pg_trgm}';

const PGLITE = 'node_modules/@electric-sql/pglite';

/** What a PDF is written in: see `open-pdf-fonts.ts` of the host. */
const PDF_LETTERS = '{latin,latin-ext,cyrillic,cyrillic-ext,greek,greek-ext,vietnamese}';

/** What goes into the archive; there is no other list. Tests hold it to that. */
const FILES = [
  'package.json',
  '!node_modules/**',
  `${PGLITE}/package.json`,
  `${PGLITE}/LICENSE`,
  `${PGLITE}/dist/{index,pglite,initdb}.js`,
  `${PGLITE}/dist/chunk-*.js`,
  `${PGLITE}/dist/fs/{base,nodefs}.js`,
  `${PGLITE}/dist/contrib/${EXTENSIONS}.js`,
  `${PGLITE}/dist/{pglite,initdb}.{wasm,data}`,
  `${PGLITE}/dist/${EXTENSIONS}.tar.gz`,
  'node_modules/@node-rs/argon2*/{package.json,index.js,*.node}',
  'node_modules/@fontsource/*/{package.json,LICENSE}',
  `node_modules/@fontsource/inter/files/inter-${PDF_LETTERS}-400-normal.woff`,
  'node_modules/@fontsource/noto-sans-*/files/noto-sans-{devanagari-devanagari,bengali-bengali}-400-normal.woff',
];

const BUNDLES = ['main', 'preload', 'host', 'renderer'];

/** The settings of electron-builder, which `package-app.ts` runs. */
export function packingConfig(folders: PackingFolders): Configuration {
  return {
    appId: 'example.daybook',
    productName: 'Daybook',
    copyright: 'Daybook',
    npmRebuild: false,
    directories: { output: folders.output, buildResources: 'build/icons' },
    ...(folders.electron === undefined ? {} : { electronDist: folders.electron }),
    files: [
      ...FILES,
      ...BUNDLES.map((name) => ({
        from: `${folders.bundles}/${name}`,
        to: `dist/${name}`,
        filter: ['**/*', '!**/*.map'],
      })),
    ],
    // Machine code cannot be loaded from an archive, and PGlite reads its parts beside its code.
    asar: { smartUnpack: false },
    asarUnpack: [`${PGLITE}/dist/*.{wasm,data,tar.gz}`, '**/*.node'],
    // Not `extraResources`, which leaves empty folders behind.
    afterPack: async ({ packager, appOutDir }) => {
      copyTemplate(folders.template, join(packager.getResourcesDir(appOutDir), 'template'));
    },
    electronFuses: {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    },
    linux: { target: ['AppImage', 'deb'], category: 'Office', executableName: 'daybook' },
    win: { target: ['nsis'] },
    nsis: { oneClick: true, perMachine: false },
    mac: { target: ['dmg', 'zip'], category: 'public.app-category.medical' },
    publish: null,
  };
}
