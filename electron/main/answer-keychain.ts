import type { FromHost, ToHost } from '../../shared/wire/shell/host-message.ts';

/** The part of Electron's `safeStorage` that is used. */
export interface SafeStorage {
  readonly isAsyncEncryptionAvailable: () => Promise<boolean>;
  readonly encryptStringAsync: (text: string) => Promise<Buffer>;
  readonly decryptStringAsync: (
    bytes: Buffer,
  ) => Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
  /** Linux only. */
  readonly getSelectedStorageBackend?: () => string;
}

type Question = Extract<FromHost, { kind: 'keychain-keep' | 'keychain-find' }>;

/**
 * Answers what the host asks about the keychain of the operating system: secrets for one book, and
 * nothing else of the person's. Where there is no keychain, or the keychain says no, the answer is
 * null, and the host finds another way.
 */
export async function answerKeychain(storage: SafeStorage, question: Question): Promise<ToHost> {
  const { n } = question;
  try {
    const answer = (await isSafe(storage)) ? await ask(storage, question) : null;
    return { kind: 'keychain-answer', n, answer };
  } catch {
    return { kind: 'keychain-answer', n, answer: null };
  }
}

async function ask(storage: SafeStorage, question: Question) {
  if (question.kind === 'keychain-keep') {
    const { secret } = question;
    return { secret, kept: await seal(storage, secret) };
  }
  const { kept } = question;
  const { result, shouldReEncrypt } = await storage.decryptStringAsync(Buffer.from(kept, 'base64'));
  return { secret: result, kept: shouldReEncrypt ? await seal(storage, result) : kept };
}

const seal = async (storage: SafeStorage, secret: string): Promise<string> =>
  (await storage.encryptStringAsync(secret)).toString('base64');

/** `basic_text` is Chromium's stand-in for a missing keychain, with a password known to all. */
export const isSafe = async (storage: SafeStorage): Promise<boolean> =>
  (await storage.isAsyncEncryptionAvailable()) &&
  storage.getSelectedStorageBackend?.() !== 'basic_text';
