import { expect, test } from 'vitest';
import { DEMO_REPLICAS, findReplica } from './demo-replicas.ts';

test.each([
  ['Salt Lake', 'Salt Lake'],
  ['salt-lake', 'Salt Lake'],
  ['PARK', 'Park Street'],
  ['Dr. Das’s laptop', "Dr. Das's laptop"],
  ['das', "Dr. Das's laptop"],
  ['Garden Reach', null],
  // Two names have this in them.
  ['s', null],
])('whoever types %s means %s', (typed, name) => {
  expect(findReplica(DEMO_REPLICAS, typed)?.name ?? null).toBe(name);
});

test('a whole name goes before a part of another', () => {
  const replicas = [{ name: 'Lake' }, { name: 'Salt Lake' }];
  expect(findReplica(replicas, 'lake')).toBe(replicas[0]);
});
