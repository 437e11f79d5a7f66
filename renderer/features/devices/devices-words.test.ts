import { expect, test } from 'vitest';
import type { DeviceRefusal } from '../../../shared/wire/desk/devices.ts';
import type { SyncStatus } from '../../../shared/wire/desk/status.ts';
import { deviceRefusalWords, whyNot } from './devices-words.ts';

const REFUSALS: readonly DeviceRefusal[] = [
  { kind: 'not-permitted' },
  { kind: 'wrong-password' },
  { kind: 'too-many-attempts', retryAtMs: 5 },
  { kind: 'standalone' },
  { kind: 'central-unreachable' },
  { kind: 'unknown-place' },
  { kind: 'unknown-device' },
  { kind: 'this-computer' },
  { kind: 'refused' },
];

test('why no code was made, or a computer stays in service, is said in words, each its own [SE17]', () => {
  const said = REFUSALS.map((refusal) => deviceRefusalWords(refusal, (ms) => `moment ${ms}`));
  expect(new Set(said).size).toBe(REFUSALS.length);
  for (const [i, { kind }] of REFUSALS.entries()) expect(said[i]).not.toContain(kind);
  expect(said[2]).toContain('moment 5');
});

test('a desk that cannot reach central says why it waits; one that can says nothing [SE17]', () => {
  const at = (state: SyncStatus['state']) => whyNot({ state } as SyncStatus)?.title ?? null;
  const obstacles = [at('standalone'), at('offline'), at('refused')];
  expect(new Set(obstacles).size).toBe(3);
  expect(obstacles).not.toContain(null);
  expect(whyNot(null)?.title).toBe(at('standalone'));
  expect([at('syncing'), at('synced')]).toEqual([null, null]);
});
