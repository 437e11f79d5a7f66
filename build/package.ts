import { parseArgs } from 'node:util';
import { makeTemplate } from '../electron/host/database/make-template.ts';
import { bundleRenderer } from './bundle-renderer.ts';
import { bundleShell, HOST_ENTRY } from './bundle-shell.ts';
import { packageApp } from './package-app.ts';

// `npm run package`: bundles everything and packs it into release/. `--dir` stops at the unpacked
// folder; `--electron-dist` names an unpacked Electron, where none can be fetched.

const { values } = parseArgs({
  options: { dir: { type: 'boolean' }, 'electron-dist': { type: 'string' } },
});

await bundleShell({ outDir: 'dist', hostEntry: HOST_ENTRY });
await bundleRenderer('dist/renderer');
await makeTemplate('dist/template');
const files = await packageApp(
  {
    bundles: 'dist',
    template: 'dist/template',
    electron: values['electron-dist'],
    output: 'release',
  },
  values.dir ? 'folder' : 'installers',
);
for (const file of files) console.log(file);
