import { describe, expect, test } from 'vitest';
import { advance, followScope, nextBehind } from './follow-scope.ts';

const whole = (...parts: string[]) => ({ parts, catchingUp: {} });

describe('what a replica has to be given [SC2]', () => {
  test('nothing besides the feed, when it sees what it saw', () => {
    expect(followScope(['branch:a', 'doctor:x'], whole('branch:a', 'doctor:x'))).toEqual({
      reach: whole('branch:a', 'doctor:x'),
      isLess: false,
    });
  });

  test('all of a doctor who is new to it, and none of one who left', () => {
    expect(followScope(['branch:a', 'doctor:y'], whole('branch:a', 'doctor:x'))).toEqual({
      reach: { parts: ['branch:a', 'doctor:y'], catchingUp: { 'doctor:y': 0 } },
      isLess: true,
    });
  });

  test('the rest of a doctor it had begun with, from where it was', () => {
    const begun = { parts: ['branch:a', 'doctor:y'], catchingUp: { 'doctor:y': 40 } };
    expect(followScope(begun.parts, begun)).toEqual({ reach: begun, isLess: false });
    expect(nextBehind(begun)).toEqual(['doctor:y', 40]);
    expect(advance(begun, 'doctor:y', 90, false).catchingUp).toEqual({ 'doctor:y': 90 });
    expect(advance(begun, 'doctor:y', 90, true)).toEqual(whole('branch:a', 'doctor:y'));
  });

  test('one who left before it had him whole is not caught up with', () => {
    const begun = { parts: ['branch:a', 'doctor:y'], catchingUp: { 'doctor:y': 40 } };
    expect(followScope(['branch:a'], begun)).toEqual({ reach: whole('branch:a'), isLess: true });
  });

  test('a replica that was never told has followed its scope from the start', () => {
    expect(followScope(['branch:a'], null)).toEqual({ reach: whole('branch:a'), isLess: false });
  });
});
