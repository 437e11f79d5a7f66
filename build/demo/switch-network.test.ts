import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeDemo } from './demo-file.ts';
import { DEMO_REPLICAS } from './demo-replicas.ts';
import { openControl } from './open-control.ts';
import type { RunningReplica } from './start-replica.ts';
import { isRunning, switchNetwork } from './switch-network.ts';

const TOKEN = 'a token of this demo';

/** The control of a demo whose replicas only note what is done to them; the whole one is in e2e. */
async function aControl() {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-demo-'));
  const done: string[] = [];
  const replicas = DEMO_REPLICAS.map(({ name }): RunningReplica => {
    let isCut = false;
    return {
      ...{ name, link: `http://127.0.0.1:1/#${name}`, port: 1, status: () => null },
      isCut: () => isCut,
      cut: async (cut) => {
        isCut = cut;
        done.push(`${name} ${cut ? 'cut' : 'restored'}`);
      },
      restart: async () => void done.push(`${name} restarted`),
      ended: new Promise(() => undefined),
      stop: async () => undefined,
    };
  });
  const control = await openControl({ replicas, centralUrl: 'http://x', token: TOKEN, port: 0 });
  writeDemo(folder, { controlUrl: control.url, token: TOKEN, ports: {} });
  onTestFinished(() => {
    control.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const post = async (path: string, body: string, token = TOKEN) => {
    const headers = { 'x-demo-token': token };
    return (await fetch(new URL(path, control.url), { method: 'POST', headers, body })).status;
  };
  return { folder, control, done, post };
}

test('a network is cut and restored by a name as people type it, and the page shows it', async () => {
  const { folder, control, done } = await aControl();
  expect(await isRunning(folder)).toBe(true);
  const cut = await switchNetwork(folder, { name: 'salt lake', cut: true });
  expect(cut).toEqual({ ok: true, sentence: 'Salt Lake is offline.' });
  const headers = { 'x-demo-token': TOKEN };
  const shown = await (await fetch(new URL('/replicas', control.url), { headers })).json();
  expect(shown.replicas).toMatchObject([{ isCut: true }, { isCut: false }, { isCut: false }]);
  const restored = await switchNetwork(folder, { name: 'Salt Lake', cut: false });
  expect(restored).toEqual({ ok: true, sentence: 'Salt Lake is online again.' });
  expect(done).toEqual(['Salt Lake cut', 'Salt Lake restored']);
});

test('an unknown name, and a demo that does not run, are told in words', async () => {
  const { folder, control, done } = await aControl();
  expect(await switchNetwork(folder, { name: 'Garden Reach', cut: true })).toEqual({
    ok: false,
    sentence: "There are Salt Lake, Park Street, Dr. Das's laptop.",
  });
  expect(done).toEqual([]);
  control.close();
  const nobody = {
    ok: false,
    sentence: 'No demo is running. Start it with `npm run demo`.',
  };
  expect(await switchNetwork(folder, { name: 'Salt Lake', cut: true })).toEqual(nobody);
  expect(await isRunning(folder)).toBe(false);
  expect(await switchNetwork(join(folder, 'empty'), { name: 'x', cut: true })).toEqual(nobody);
});

test('only who has the token of the demo, and calls it by its own address, is listened to', async () => {
  const { control, done, post } = await aControl();
  const wish = JSON.stringify({ name: 'Salt Lake', cut: true });
  expect(await post('/network', wish, 'another token')).toBe(401);
  expect(await post('/nothing', wish)).toBe(404);
  expect(await post('/restart', JSON.stringify({ name: 'Garden Reach' }))).toBe(404);
  expect(await post('/network', `{"name":"${'x'.repeat(2000)}","cut":true}`)).toBe(500);
  const headers = { host: 'clinic.example', 'x-demo-token': TOKEN };
  const status = await new Promise((resolve, reject) => {
    request(control.url, { headers }, (answer) => resolve(answer.statusCode))
      .on('error', reject)
      .end();
  });
  expect(status).toBe(421);
  expect(done).toEqual([]);
  expect(await post('/restart', JSON.stringify({ name: 'park' }))).toBe(200);
  expect(done).toEqual(['Park Street restarted']);
});
