import { type Session, shell, type WebContents } from 'electron';
import { isAppUrl } from './app-origin.ts';
import { isExternalLink } from './external-link.ts';

/** Electron grants what nobody refuses, so each of its questions is answered here. */
export function guardSession(session: Session): void {
  // Kept unless refused: the outbox must not be thrown away when the disk fills.
  const isGranted = (permission: string, address: string): boolean =>
    permission === 'persistent-storage' && isAppUrl(address);
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isGranted(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) =>
    isGranted(permission, origin),
  );
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((request, answer) =>
    answer({ cancel: !isAppUrl(request.url) && !request.url.startsWith('devtools:') }),
  );
}

/** A window stays on the pages it came with; a link that leads elsewhere opens in the browser. */
export function guardContents(contents: WebContents): void {
  const stay = (event: { readonly url: string; preventDefault(): void }): void => {
    if (!isAppUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isExternalLink(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}
