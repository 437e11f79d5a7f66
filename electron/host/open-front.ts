import { fileURLToPath } from 'node:url';
import type { MendChoice, MendOffers } from '../../shared/wire/shell/host-message.ts';
import { askInShell } from './ask-in-shell.ts';
import { describeKeys } from './describe-keys.ts';
import type { Starter } from './find-starter.ts';
import type { HostArguments } from './host-options.ts';
import { offerRecoveryKey } from './offer-recovery-key.ts';
import type { OpenedBook } from './open-book.ts';
import type { Host } from './open-host.ts';
import { sayOnLine } from './say-on-line.ts';
import { askInBrowser } from './serve/ask-in-browser.ts';
import { serveBrowsers } from './serve-browsers.ts';
import { serveShell } from './serve-shell.ts';
import type { NetworkSwitch } from './sync/network-switch.ts';

const RENDERER = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

/** Where people meet a host: the windows of a shell, browsers, both, or neither. */
export interface Front {
  /** Asks what to do about a damaged book; null where nobody can be asked. */
  readonly ask: ((offers: MendOffers) => Promise<MendChoice>) | null;
  /** Serves a host; `stop` is called when somebody there ends it. */
  readonly open: (
    host: Host,
    book: OpenedBook,
    stop: () => void,
  ) => Promise<{ readonly close: () => Promise<void> }>;
}

/** The port stays the same from one opening to the next, so that browsers find back. */
export function openFront(
  options: HostArguments,
  starter: Starter | null,
  network: NetworkSwitch,
): Front {
  let { port } = options;
  /** The address that was told last; it is not told again while it is the same. */
  let told = '';
  const announce = (url: string, note: string | null): void => {
    const isKnown = new URL(url).pathname === told;
    told = new URL(url).pathname;
    port = Number(new URL(url).port);
    if (isKnown) return;
    if (options.json) sayOnLine({ ready: true, url, note });
    else process.stdout.write(`Daybook is ready. Open ${url}\n${note === null ? '' : `${note}\n`}`);
  };
  const askHere = (offers: MendOffers): Promise<MendChoice> =>
    starter?.isShell
      ? askInShell(starter.port, offers)
      : askInBrowser(offers, port, (url) => announce(url, offers.sentence));
  return {
    ask: starter?.isShell || options.serve ? askHere : null,
    open: async (host, { keyring }, stop) => {
      let close = async (): Promise<void> => undefined;
      if (options.serve) {
        const { controlToken } = options;
        const served = await serveBrowsers(host, {
          rendererFolder: options.rendererFolder ?? RENDERER,
          port,
          // From the environment, which other accounts of this computer do not see.
          standingCode: process.env.DAYBOOK_DESK_CODE ?? null,
          control: controlToken === null ? null : { token: controlToken, cut: network.set },
        });
        close = served.close;
        announce(served.url, describeKeys(keyring));
      }
      if (starter) {
        serveShell(host, starter.port, stop);
        if (starter.isShell) offerRecoveryKey(keyring, starter.port);
      }
      return { close };
    },
  };
}
