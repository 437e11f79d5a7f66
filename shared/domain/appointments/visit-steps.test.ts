import { expect, test } from 'vitest';
import { decideSeen } from './decide-seen.ts';
import { addStep, readSteps, visitTimes } from './visit-steps.ts';

const by = (status: 'arrived' | 'in-consult' | 'completed', atMs: number) => ({
  ...{ status, atMs, byName: 'Ruma Paul' },
});

test('each step keeps when it was and who said so [VI1]', () => {
  const steps = addStep(addStep([], by('arrived', 1000)), by('in-consult', 5000));
  expect(readSteps(steps)).toEqual([by('arrived', 1000), by('in-consult', 5000)]);
  expect(visitTimes(steps)).toEqual({ arrivedMs: 1000, startedMs: 5000, endedMs: null });
});

test('a clock that was set back takes no step to before the one it follows [VI1]', () => {
  const steps = addStep(addStep([], by('arrived', 9_000_000)), by('in-consult', 5_400_000));
  expect(visitTimes(steps)).toMatchObject({ arrivedMs: 9_000_000, startedMs: 9_000_000 });
});

test('an end without a beginning says nothing of when the visit was over', () => {
  expect(visitTimes(addStep([], by('completed', 1000)))).toMatchObject({ endedMs: null });
});

test('a name of several lines or none is read as it was, and what is no step is left out', () => {
  const steps = [...addStep([], { ...by('arrived', 1), byName: 'A\nB' }), 'nothing'];
  expect(readSteps(steps)).toEqual([{ status: 'arrived', atMs: 1, byName: 'A\nB' }]);
  expect(readSteps(addStep([], { ...by('arrived', 1), byName: '' }))).toHaveLength(1);
});

test('who acts on what is not so any more is told who changed it and when [VI2]', () => {
  const steps = addStep([], by('arrived', 1000));
  expect(decideSeen({ status: 'arrived', steps }, 'arrived').ok).toBe(true);
  expect(decideSeen({ status: 'arrived', steps }, undefined).ok).toBe(true);
  expect(decideSeen({ status: 'arrived', steps }, 'booked')).toMatchObject({
    error: { kind: 'visit-moved-on', status: 'arrived', byName: 'Ruma Paul', atMs: 1000 },
  });
  expect(decideSeen({ status: 'arrived', steps: [] }, 'booked')).toMatchObject({
    error: { byName: null, atMs: null },
  });
});
