import { expect, test } from 'vitest';
import { CalledOff, createPace } from './pace.ts';

test('how far a write is only grows, whatever its stages say, and ends at a hundred [SD12]', async () => {
  const told: number[] = [];
  const pace = createPace({
    onPercent: async (percent) => void told.push(percent),
    isWanted: () => true,
  });
  await pace.pause('planned', 1, 1);
  await pace.pause('records', 1, 2);
  await pace.pause('sessions', 1, 3);
  await pace.pause('records', 2, 2);
  await pace.pause('sessions', 3, 3);
  await pace.pause('kept', 1, 1);
  expect(told).toEqual([15, 22.5, 45, 45, 75, 100]);
});

test('what is written in parts is as far as its parts are [SD12] [SD19]', async () => {
  const told: number[] = [];
  const pace = createPace({
    onPercent: async (percent) => void told.push(percent),
    isWanted: () => true,
  });
  await pace.pause('planned', 1, 1);
  for (const part of [0, 1, 2]) {
    pace.share(part, 3);
    await pace.pause('records', 1, 1);
    await pace.pause('rights', 1, 1);
  }
  await pace.pause('seats', 1, 1);
  await pace.pause('kept', 1, 1);
  expect(told).toEqual([15, 20, 40, 45, 65, 70, 90, 95, 100]);
});

test('what is not wanted any more stops where it pauses [SD12]', async () => {
  let isWanted = true;
  const pace = createPace({ onPercent: async () => undefined, isWanted: () => isWanted });
  await pace.pause('planned', 1, 1);
  isWanted = false;
  await expect(pace.pause('sessions', 1, 2)).rejects.toThrow(CalledOff);
});
