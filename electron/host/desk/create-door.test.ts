import { expect, test } from 'vitest';
import { createTestRandom } from '../../../test/support/engine.ts';
import { createDoor } from './create-door.ts';
import { createPasses, type KeptPass } from './create-passes.ts';
import { createOneTimeLinks } from './one-time-links.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function aDoor(standing: string | null = null) {
  let nowMs = 0;
  const clock = { nowMs: () => nowMs };
  const random = createTestRandom(5);
  let kept: readonly KeptPass[] = [];
  const save = (passes: readonly KeptPass[]): void => {
    kept = passes;
  };
  const passes = createPasses({ read: () => kept, save }, clock, random);
  const door = createDoor(passes, createOneTimeLinks(clock, random), standing);
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { door, pass, kept: () => kept };
}

test('a code lets one browser in, which stays in; a guess, a second use and an old code do not [SE16]', () => {
  const { door, pass, kept } = aDoor();
  const code = door.newCode();
  expect(door.enter('a guess')).toBeNull();
  const mine = door.enter(code) ?? '';
  expect(door.isIn(mine)).toBe(true);
  expect(door.isIn('')).toBe(false);
  expect(door.enter(code)).toBeNull();
  expect(JSON.stringify(kept())).not.toContain(mine);
  const old = door.newCode();
  pass(HOUR_MS);
  expect(door.enter(old)).toBeNull();
});

test('a browser that comes now and then stays in, and one that stays away for a month does not', () => {
  const { door, pass } = aDoor();
  const mine = door.enter(door.newCode()) ?? '';
  for (let day = 0; day < 100; day += 20) {
    pass(20 * DAY_MS);
    expect(door.isIn(mine)).toBe(true);
  }
  pass(30 * DAY_MS);
  expect(door.isIn(mine)).toBe(false);
});

test('who started the host lets in as many as it likes, and the passes kept have a bound', () => {
  const { door, kept } = aDoor('of the starter');
  expect(door.newCode()).toBe('of the starter');
  const passes = Array.from({ length: 250 }, () => door.enter('of the starter') ?? '');
  expect(kept()).toHaveLength(200);
  expect(door.isIn(passes.at(-1) ?? '')).toBe(true);
  expect(door.isIn(passes[0] ?? '')).toBe(false);
});
