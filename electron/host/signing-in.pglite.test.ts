import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDeskClient } from '../../test/support/desk-client.ts';
import {
  bookingAt,
  branchIdOf,
  id,
  NINE_MS,
  PASSWORD,
  type ServedHost,
  serveHost,
  TODAY,
} from '../../test/support/served-host.ts';

let served: ServedHost;
beforeEach(async () => {
  served = await serveHost();
});
afterEach(() => served.stop());

test('by password, and again by the token until sign-out', async () => {
  using desk = await served.openClinic();
  using other = await openDeskClient(served.url);
  await other.hello();
  const signedIn = await other.signIn(' RUMA ', PASSWORD);
  const token = signedIn.ok ? signedIn.value.token : '';
  expect(await desk.hello(token)).toMatchObject({ signedIn: { name: 'Ruma Paul', token } });
  other.send({ type: 'sign-out' });
  await other.next('signed-out');
  expect(await other.hello(token)).toMatchObject({ signedIn: null });
});

test('a token is worth nothing after twelve idle hours', async () => {
  using desk = await served.openClinic();
  const signedIn = await desk.signIn('ruma', PASSWORD);
  const token = signedIn.ok ? signedIn.value.token : '';
  served.clock.advance(11 * 3_600_000);
  expect(await desk.hello(token)).toMatchObject({ signedIn: { token } });
  served.clock.advance(11 * 3_600_000);
  expect(await desk.hello(token)).toMatchObject({ signedIn: { token } });
  served.clock.advance(12 * 3_600_000);
  using late = await openDeskClient(served.url);
  expect(await late.hello(token)).toMatchObject({ signedIn: null });
  desk.send({ type: 'watch', fromMs: TODAY[0], toMs: TODAY[1] });
  await desk.next('signed-out');
});

test('a wrong password is refused, and guessing gets slow', async () => {
  using _clinic = await served.openClinic();
  using desk = await openDeskClient(served.url);
  await desk.hello();
  for (let n = 0; n < 5; n += 1) {
    const guess = await desk.signIn('ruma', `guess ${n}`);
    expect(guess).toEqual({ ok: false, error: { kind: 'wrong-login-or-password' } });
  }
  const early = await desk.signIn('ruma', PASSWORD);
  expect(early).toMatchObject({ ok: false, error: { kind: 'too-many-attempts' } });
  served.clock.advance(2_000);
  expect(await desk.signIn('ruma', PASSWORD)).toMatchObject({ ok: true });
});

test('an unknown login is refused like a wrong password', async () => {
  using desk = await served.openClinic();
  const nobody = await desk.signIn('nobody', PASSWORD);
  expect(nobody).toEqual({ ok: false, error: { kind: 'wrong-login-or-password' } });
});

test('without it nothing is done and nothing is shown', async () => {
  using clinic = await served.openClinic();
  const branchId = await branchIdOf(clinic);
  using desk = await openDeskClient(served.url);
  await desk.hello();
  desk.send({ type: 'watch', fromMs: TODAY[0], toMs: TODAY[1] });
  await desk.next('signed-out');
  const intent = {
    id: id(90),
    kind: 'book',
    input: bookingAt(branchId, id(91), NINE_MS),
    atMs: 0,
  };
  desk.send({ type: 'intent', intent });
  await desk.next('signed-out');
  await clinic.watch(...TODAY);
  expect(clinic.rows('appointments')).toEqual([]);
  expect(desk.rows('doctors')).toEqual([]);
});

test('keys and tokens lie in a file that others cannot read', async () => {
  using _desk = await served.openClinic();
  expect(statSync(join(served.folder, 'desk-access.json')).mode & 0o077).toBe(0);
});
