import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestAuthority } from '../../test/support/certificates.ts';
import { createTestClock } from '../../test/support/engine.ts';
import { createTestTimers } from '../../test/support/test-timers.ts';
import { readCertificate } from './certificate.ts';
import { openTlsServer } from './open-tls-server.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-tls-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const shownAt = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const sent = request({ port, rejectUnauthorized: false, agent: false }, (answer) => {
      const { subject } = (answer.socket as TLSSocket).getPeerCertificate();
      answer.resume();
      resolve(String(subject.CN));
    });
    sent.once('error', reject);
    sent.end();
  });

test('a renewed certificate is taken without a restart, and half a renewal is waited out [SE2]', async () => {
  const authority = createTestAuthority('Clinic authority');
  const files = authority.issue(folder);
  const timers = createTestTimers(createTestClock(0));
  const errors: unknown[] = [];
  const tls = openTlsServer(
    (_request, answer) => void answer.end(),
    { kind: 'tls', ...files },
    { timers, onError: (error) => errors.push(error) },
  );
  expect(tls.fingerprint).toBe(authority.fingerprint);
  await new Promise<void>((resolve) => void tls.server.listen(0, '127.0.0.1', resolve));
  const { port } = tls.server.address() as { readonly port: number };
  try {
    expect(await shownAt(port)).toBe('central 2');
    const { key } = readCertificate(files);
    authority.issue(folder);
    const renewed = readCertificate(files).key;
    writeFileSync(files.keyFile, key);
    await timers.pass(60_000);
    expect(errors).toHaveLength(1);
    expect(await shownAt(port)).toBe('central 2');
    writeFileSync(files.keyFile, renewed);
    await timers.pass(60_000);
    expect(errors).toHaveLength(1);
    expect(await shownAt(port)).toBe('central 3');
  } finally {
    tls.close();
    tls.server.close();
  }
});

test('files that are no certificate, or not its key, are told by name', () => {
  const { certFile, keyFile } = createTestAuthority('A').issue(folder);
  writeFileSync(join(folder, 'empty.pem'), 'nothing');
  const empty = join(folder, 'empty.pem');
  expect(() => readCertificate({ certFile: empty, keyFile })).toThrow(/empty\.pem has no cert/);
  expect(() => readCertificate({ certFile, keyFile: empty })).toThrow(/is not the key of/);
});
