import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDeskClient } from '../../test/support/desk-client.ts';
import { NEW, type ServedHost, serveHost } from '../../test/support/served-host.ts';
import { serveBrowsers } from './serve-browsers.ts';

let served: ServedHost;
beforeEach(async () => {
  served = await serveHost();
});
afterEach(() => served.stop());

test('a host without a book says so, and a new organisation is signed in at once', async () => {
  using desk = await openDeskClient(served.url);
  expect(await desk.hello()).toMatchObject({ replica: null, signedIn: null });
  const done = await desk.setUp(NEW);
  expect(done).toMatchObject({ ok: true, value: { role: 'admin' } });
  const welcome = await desk.next('welcome');
  expect(welcome.replica).toMatchObject({
    replica: 'salt-lake.1',
    name: 'Salt Lake',
    organisationName: 'Lakeside Clinics',
  });
  expect(Buffer.from(welcome.signedIn?.storeKey ?? '', 'base64')).toHaveLength(32);
  expect(await desk.setUp(NEW)).toEqual({ ok: false, error: { kind: 'already-set-up' } });
});

test('every other desk hears of it, and an unknown time zone changes nothing', async () => {
  using desk = await openDeskClient(served.url);
  using other = await openDeskClient(served.url, 'Front desk 2');
  await desk.hello();
  await other.hello();
  const nowhere = await desk.setUp({ ...NEW, timeZone: 'Mars/Olympus' });
  expect(nowhere).toMatchObject({ ok: false, error: { kind: 'unknown-time-zone' } });
  await desk.setUp(NEW);
  expect(await other.next('welcome')).toMatchObject({
    replica: { name: 'Salt Lake' },
    signedIn: null,
  });
});

test('signs in who asked for it, and a link to it signs in once', async () => {
  using desk = await openDeskClient(served.url);
  await desk.hello();
  const done = await desk.setUp({ kind: 'sample', today: null });
  expect(done).toMatchObject({ ok: true, value: { name: 'Sam' } });
  expect((await desk.next('welcome')).sampleLogins).toHaveLength(1);
  const again = await serveBrowsers(served.host, {
    ...{ rendererFolder: served.folder, port: 0, control: null },
    standingCode: 'a-code-of-tests',
  });
  const code = new URL(again.url).hash.replace('#code=', '');
  using linked = await openDeskClient(again.url);
  const { signedIn } = await linked.hello(code);
  expect(signedIn).toMatchObject({ name: 'Sam' });
  expect(signedIn?.token).not.toBe(code);
  expect((await linked.hello(code)).signedIn).toMatchObject({ name: 'Sam' });
  using stolen = await openDeskClient(again.url);
  expect((await stolen.hello(code)).signedIn).toBeNull();
  await again.close();
});
