import { type FromHost, toHostSchema } from '../../shared/wire/shell/host-message.ts';
import type { Keyring } from './keyring/open-keyring.ts';

/** Has the shell show the recovery key that nobody has written down yet, until somebody has. */
export function offerRecoveryKey(
  keyring: Pick<Keyring, 'unseenRecoveryKey' | 'forgetRecoveryKey'>,
  shell: {
    on(name: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
    readonly postMessage: (message: FromHost) => void;
  },
): void {
  const text = keyring.unseenRecoveryKey();
  if (text === null) return;
  shell.on('message', ({ data }) => {
    const message = toHostSchema.safeParse(data).data;
    if (message?.kind === 'recovery-key-noted') keyring.forgetRecoveryKey();
  });
  shell.postMessage({ kind: 'recovery-key', text });
}
