import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveAsset } from './resolve-asset.ts';

const folder = resolve('/srv/renderer');

describe('an address of the window', () => {
  test.each([
    ['app://daybook/', 'index.html', 'text/html; charset=utf-8'],
    [
      'app://daybook/assets/main-1.js?v=2#top',
      'assets/main-1.js',
      'text/javascript; charset=utf-8',
    ],
    ['app://daybook/a%20b.css', 'a b.css', 'text/css; charset=utf-8'],
    // Chromium resolves these before it asks; what is left stays inside the folder.
    ['app://daybook/../../etc/up.png', 'etc/up.png', 'image/png'],
  ])('%s is %s', (address, file, contentType) => {
    expect(resolveAsset(folder, address)).toEqual({ file: resolve(folder, file), contentType });
  });

  test.each([
    'app://daybook/..%2f..%2fetc%2fsecret.html',
    'app://daybook/..%2frenderer-of-another%2findex.html',
    'app://daybook/..%5c..%5csecret.html',
    'app://daybook/%00.html',
    'app://daybook/%zz.html',
    'app://other/index.html',
    'app://daybook/preload.cjs',
    'app://daybook/main.js.map',
    'app://daybook/assets',
  ])('%s is refused', (address) => {
    expect(resolveAsset(folder, address)).toBeUndefined();
  });
});
