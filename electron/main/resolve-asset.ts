import { resolve, sep } from 'node:path';
import { APP_HOST } from './app-origin.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
  woff2: 'font/woff2',
};

/** A file of the window, and what it is served as. */
export interface Asset {
  readonly file: string;
  readonly contentType: string;
}

/**
 * The file of `folder` that an address names, or undefined for an address of another host, outside
 * the folder, or of a kind that the window has no use for. The file need not exist.
 */
export function resolveAsset(folder: string, address: string): Asset | undefined {
  const url = new URL(address);
  const path = decodePath(url.pathname);
  if (url.host !== APP_HOST || path === undefined) return undefined;
  const file = resolve(folder, `.${path.endsWith('/') ? `${path}index.html` : path}`);
  if (!file.startsWith(resolve(folder) + sep)) return undefined;
  const contentType = CONTENT_TYPES[/\.(\w+)$/.exec(file)?.[1] ?? ''];
  return contentType === undefined ? undefined : { file, contentType };
}

/** A backslash is a way out of the folder on Windows, and a zero byte ends a name early. */
function decodePath(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path);
    return /[\\\0]/.test(decoded) || !decoded.startsWith('/') ? undefined : decoded;
  } catch {
    return undefined;
  }
}
