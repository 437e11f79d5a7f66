import { type FromHost, toHostSchema } from '../../../shared/wire/shell/host-message.ts';
import type { Keychain } from './keychain.ts';

/** The line to the shell, which alone may use the keychain of the operating system. */
export interface ShellLine {
  on(name: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  readonly postMessage: (message: FromHost) => void;
}

type Answer = { readonly secret: string; readonly kept: string } | null;
type Question =
  | { readonly kind: 'keychain-keep'; readonly secret: string }
  | { readonly kind: 'keychain-find'; readonly kept: string };

const PROBE = 'is anyone there';

/**
 * The keychain of the operating system, through the shell that started this process. Null where it
 * has none, or one that anybody can read.
 */
export async function openShellKeychain(shell: ShellLine): Promise<Keychain | null> {
  const waiting = new Map<number, (answer: Answer) => void>();
  shell.on('message', ({ data }) => {
    const message = toHostSchema.safeParse(data).data;
    if (message?.kind !== 'keychain-answer') return;
    waiting.get(message.n)?.(message.answer);
    waiting.delete(message.n);
  });
  let last = 0;
  const ask = (question: Question): Promise<Answer> => {
    last += 1;
    const n = last;
    const answer = new Promise<Answer>((resolve) => waiting.set(n, resolve));
    shell.postMessage({ ...question, n });
    return answer;
  };
  if ((await ask({ kind: 'keychain-keep', secret: PROBE })) === null) return null;
  return {
    kind: 'keychain',
    keep: async (secret) => {
      const answer = await ask({ kind: 'keychain-keep', secret: secret.toString('base64') });
      if (!answer) throw new Error('The keychain keeps nothing any more.');
      return answer.kept;
    },
    find: async (kept) => {
      const answer = await ask({ kind: 'keychain-find', kept });
      return answer && { secret: Buffer.from(answer.secret, 'base64'), kept: answer.kept };
    },
    // What is kept lies in the keyring, sealed; the keychain itself has one key for all programs.
    drop: async () => undefined,
  };
}
