import { expect, test } from 'vitest';
import { QUEUE_STATES } from '../../model/choices.ts';
import { decideQueueAct } from './decide-queue-act.ts';
import { byTurn, queueState, ticketLetters, ticketOf } from './queue-state.ts';

test('no two replicas of a branch have the same letters [QE1]', () => {
  const letters = Array.from({ length: 2000 }, (_, i) => ticketLetters(i + 1, 'x'));
  expect(new Set(letters).size).toBe(2000);
  expect([letters[0], letters[23], letters[24], letters[600]]).toEqual(['A', 'Z', 'AA', 'AAA']);
  expect(ticketLetters(null, 'salt-lake.2~k3k3k3k3')).toBe('salt-lake.2~k3k3k3k3');
  expect(letters.every((text) => /^[A-HJ-NP-Z]+$/.test(text))).toBe(true);
  expect(ticketOf({ letter: 'B', number: 12 })).toBe('B-12');
});

test('who is called first: by priority, then by their place [QE2]', () => {
  const line = (id: string, priority: 'normal' | 'priority' | 'emergency', placeMs: number) => ({
    ...{ id, priority, placeMs },
  });
  const lines = [
    line('late', 'normal', 30),
    line('urgent', 'emergency', 40),
    line('early', 'normal', 10),
    line('soon', 'priority', 50),
    line('also-early', 'normal', 10),
  ];
  expect(lines.toSorted(byTurn).map(({ id }) => id)).toEqual([
    ...['urgent', 'soon', 'also-early', 'early', 'late'],
  ]);
});

test('where the visit has come further than the ticket, the visit counts [QE3]', () => {
  expect(queueState('waiting', 'in-consult')).toBe('started');
  expect(queueState('called', 'completed')).toBe('done');
  expect(queueState('waiting', 'cancelled')).toBe('left');
  expect(queueState('called', 'arrived')).toBe('called');
  // The start was taken back in the schedule.
  expect(queueState('started', 'checked-in')).toBe('waiting');
  expect(queueState('left', null)).toBe('left');
});

test('what can be done with whom [QE3]', () => {
  const allowed = (act: Parameters<typeof decideQueueAct>[1]) =>
    QUEUE_STATES.filter((state) => decideQueueAct(state, act).ok);
  expect(allowed('call')).toEqual(['waiting', 'held', 'called']);
  expect(allowed('return')).toEqual(['held', 'called', 'left']);
  expect(allowed('finish')).toEqual(['started']);
  expect(allowed('start')).toEqual(['waiting', 'held', 'called']);
  expect(decideQueueAct('done', 'call')).toMatchObject({
    error: { kind: 'queue-not-next', state: 'done', act: 'call' },
  });
  expect(decideQueueAct('held', 'hand')).toEqual({ ok: true, value: 'held' });
});
