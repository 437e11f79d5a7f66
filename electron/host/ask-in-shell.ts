import {
  type MendChoice,
  type MendOffers,
  toHostSchema,
} from '../../shared/wire/shell/host-message.ts';
import type { ShellLine } from './keyring/open-shell-keychain.ts';

/** Has the shell ask the person what to do about a damaged book. */
export function askInShell(shell: ShellLine, offers: MendOffers): Promise<MendChoice> {
  return new Promise((resolve) => {
    shell.on('message', ({ data }) => {
      const message = toHostSchema.safeParse(data).data;
      if (message?.kind === 'mend') resolve(message.choice);
    });
    shell.postMessage({ kind: 'damaged', offers });
  });
}
