import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { APP_SCHEME } from './app-origin.ts';
import { resolveAsset } from './resolve-asset.ts';

/**
 * Only files that came with the program run or load. Styles may also stand in the page, because
 * Mantine writes its variables there; without foreign images and fonts they can tell nobody
 * anything.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Has to run before Electron is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      // Without `codeCache`: compiled scripts on disk would lie outside the archive's integrity check.
      privileges: { standard: true, secure: true, supportFetchAPI: true },
    },
  ]);
}

/** Serves the files of `folder`, and nothing else, to the windows of a session. */
export function serveApp(session: Session, folder: string): void {
  session.protocol.handle(APP_SCHEME, async ({ method, url }) => {
    if (method !== 'GET' && method !== 'HEAD') return refusal(405);
    const asset = resolveAsset(folder, url);
    if (!asset) return refusal(404);
    try {
      const bytes = new Uint8Array(await readFile(asset.file));
      return new Response(method === 'HEAD' ? null : bytes, {
        headers: { ...HEADERS, 'content-type': asset.contentType },
      });
    } catch {
      return refusal(404);
    }
  });
}

const refusal = (status: number): Response => new Response(null, { status, headers: HEADERS });
