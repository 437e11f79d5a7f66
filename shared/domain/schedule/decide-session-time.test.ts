import { expect, test } from 'vitest';
import { SESSION_MAX_MS } from '../../model/session.ts';
import { decideSessionTime } from './decide-session-time.ts';

test('a session of two days is one, a longer one is refused, and so is one that ends before it begins [SD16]', () => {
  const lasting = (ms: number) => decideSessionTime({ startMs: 1, endMs: 1 + ms });
  expect(lasting(SESSION_MAX_MS)).toEqual({ ok: true, value: null });
  expect(lasting(SESSION_MAX_MS + 1)).toEqual({ ok: false, error: { kind: 'session-too-long' } });
  expect(lasting(0)).toEqual({ ok: false, error: { kind: 'empty-range' } });
});
