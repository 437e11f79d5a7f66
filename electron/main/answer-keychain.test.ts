import { expect, test } from 'vitest';
import { answerKeychain, type SafeStorage } from './answer-keychain.ts';

const seal = (generation: number, text: string): Buffer =>
  Buffer.from(JSON.stringify({ generation, text }));

/** A keychain that changed its own key once. */
function createStorage(more: Partial<SafeStorage> = {}): SafeStorage {
  return {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text) => seal(2, text),
    decryptStringAsync: async (bytes) => {
      const { generation, text } = JSON.parse(bytes.toString());
      return { result: text, shouldReEncrypt: generation < 2 };
    },
    ...more,
  };
}
const toText = (kept: string): unknown => JSON.parse(Buffer.from(kept, 'base64').toString());

test('keeps a secret and finds it again; what an old key sealed is sealed anew', async () => {
  const storage = createStorage();
  const kept = await answerKeychain(storage, { kind: 'keychain-keep', n: 1, secret: 'abc' });
  expect(kept).toMatchObject({ kind: 'keychain-answer', n: 1, answer: { secret: 'abc' } });
  const old = seal(1, 'abc').toString('base64');
  const found = await answerKeychain(storage, { kind: 'keychain-find', n: 2, kept: old });
  expect(found).toMatchObject({ n: 2, answer: { secret: 'abc' } });
  const renewed = (found as { answer: { kept: string } }).answer.kept;
  expect(toText(renewed)).toEqual({ generation: 2, text: 'abc' });
  const again = await answerKeychain(storage, { kind: 'keychain-find', n: 3, kept: renewed });
  expect(again).toMatchObject({ answer: { secret: 'abc', kept: renewed } });
});

test.each<[string, Partial<SafeStorage>]>([
  ['there is none', { isAsyncEncryptionAvailable: async () => false }],
  ['anybody can read it', { getSelectedStorageBackend: () => 'basic_text' }],
  ['it says no', { encryptStringAsync: () => Promise.reject(new Error('denied')) }],
])('where %s, nothing is kept', async (_why, more) => {
  const storage = createStorage(more);
  const kept = await answerKeychain(storage, { kind: 'keychain-keep', n: 1, secret: 'abc' });
  expect(kept).toEqual({ kind: 'keychain-answer', n: 1, answer: null });
});
