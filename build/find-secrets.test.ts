import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { findSecrets } from './find-secrets.ts';

const pem = String(
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
);
// Put together here, or this file would be found itself.
const github = `${'ghp'}_${'a1B2'.repeat(9)}`;
const assigned = (value: string): string => `const apiKey = '${value}';`;

test.each([
  ['a private key', `first\n${pem}`, 2],
  ['a private key', JSON.stringify({ key: pem }), 1],
  ['a token of GitHub', `fetch(url, '${github}')`, 1],
  ['a key of AWS', `\n\nid: ${'AKIA'}ABCDEFGHIJKLMNOP`, 3],
  ['an address with a password', `postgres://clinic:${'tr1cky'}pass@db.example.org/x`, 1],
  ['a secret', assigned(randomBytes(32).toString('base64url')), 1],
])('%s is found, with its line [SE14]', (what, text, line) => {
  expect(findSecrets(text)).toEqual([{ line, what }]);
});

test.each([
  'password: z.string().min(8).max(200)',
  "const password = 'a quiet morning';",
  "passwordHint: 'At least 8 characters, and not your name'",
  "token: 'the-token-of-an-earlier-sign-in'",
  'postgres://daybook@127.0.0.1:5432/daybook',
  'https://anna:a-secret@daybook.example/',
  `postgres://\${user}:\${password}@\${host}/x`,
  '`-----BEGIN PRIVATE KEY-----`',
  'key: "sha256:0000000000000000000000000000000000000000"',
])('%s is none', (text) => {
  expect(findSecrets(text)).toEqual([]);
});
