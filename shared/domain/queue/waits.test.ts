import { expect, test } from 'vitest';
import { addStep } from '../appointments/visit-steps.ts';
import { busyUntilMs, type DelayedVisit, doctorDelayMs } from './doctor-delay.ts';
import { estimateWaits, type WaitingFor, type WaitingLine } from './estimate-waits.ts';

/** Minutes of one day, as instants. */
const at = (minute: number): number => minute * 60_000;
const span = (from: number, to: number) => ({ startMs: at(from), endMs: at(to) });
const work = (from: number, to: number, ...serviceIds: readonly string[]) => ({
  ...span(from, to),
  serviceIds,
});

const SERVICE = { id: 'consultation', durationMin: 15, overrides: [] };
const line = (id: string, over: Partial<WaitingLine> = {}): WaitingLine => ({
  ...{ id, doctorId: 'das', service: SERVICE, bookedMs: null },
  ...over,
});
const doctor = (doctorId: string, over: Partial<WaitingFor> = {}): WaitingFor => ({
  ...{ doctorId, busyUntilMs: at(600), sessions: [work(540, 780)], expected: [] },
  ...over,
});
const minutesOf = (lines: readonly WaitingLine[], doctors: readonly WaitingFor[]) =>
  [...estimateWaits(lines, doctors).values()].map((ms) => (ms === null ? null : ms / 60_000));

test('one after the other, as long as each takes, after who is in the room [QE7]', () => {
  const doctors = [doctor('das', { busyUntilMs: at(608) })];
  expect(minutesOf([line('a'), line('b'), line('c')], doctors)).toEqual([608, 623, 638]);
});

test('who walked in goes before somebody expected only if there is room; who is booked at their time [QE7]', () => {
  const doctors = [doctor('das', { expected: [span(610, 640)] })];
  expect(minutesOf([line('a'), line('b')], doctors)).toEqual([640, 655]);
  expect(minutesOf([line('a', { bookedMs: at(630) })], doctors)).toEqual([630]);
  expect(minutesOf([line('a', { bookedMs: at(500) })], doctors)).toEqual([600]);
});

test('any doctor is the one who is free first and does it; without working time nothing is promised [QE7]', () => {
  const das = doctor('das', { busyUntilMs: at(650) });
  const any = (id: string) => line(id, { doctorId: null });
  expect(minutesOf([any('a'), any('b')], [das, doctor('sen')])).toEqual([600, 615]);
  const notSen = {
    ...SERVICE,
    overrides: [{ doctorId: 'sen', durationMin: null }],
  };
  expect(minutesOf([{ ...any('a'), service: notSen }], [das, doctor('sen')])).toEqual([650]);
  expect(minutesOf([line('a')], [doctor('das', { busyUntilMs: at(790) })])).toEqual([null]);
  expect(minutesOf([line('a')], [])).toEqual([null]);
  const later = doctor('das', { sessions: [work(540, 600), work(660, 700)] });
  expect(minutesOf([line('a')], [later])).toEqual([660]);
});

test('working time that is for others takes nobody who walked in, and everybody who is booked in it [QE7] [QE10]', () => {
  const das = doctor('das', { sessions: [work(540, 660, 'surgery'), work(660, 700)] });
  expect(minutesOf([line('a')], [das])).toEqual([660]);
  expect(minutesOf([line('a', { doctorId: null })], [das, doctor('sen')])).toEqual([600]);
  expect(minutesOf([line('a', { bookedMs: at(610) })], [das])).toEqual([610]);
  const operated = { ...SERVICE, id: 'surgery' };
  expect(minutesOf([{ ...line('a'), service: operated }], [das])).toEqual([600]);
  const surgeon = doctor('das', { sessions: [work(540, 660, 'surgery')] });
  expect(minutesOf([line('a')], [surgeon])).toEqual([null]);
});

const visit = (status: DelayedVisit['status'], over: Partial<DelayedVisit> = {}): DelayedVisit => ({
  ...{ status, ...span(600, 615), steps: [] },
  ...over,
});
const step = (status: 'arrived' | 'in-consult', minute: number) =>
  addStep([], { status, atMs: at(minute), byName: 'Ruma' });
const delay = (visits: readonly DelayedVisit[], now: number) =>
  doctorDelayMs(visits, at(now)) / 60_000;

test('a doctor runs late by who went in late, stays long, or sits past their time [QE8]', () => {
  expect(delay([], 700)).toBe(0);
  expect(delay([visit('in-consult', { steps: step('in-consult', 620) })], 625)).toBe(20);
  expect(delay([visit('in-consult', { steps: step('in-consult', 595) })], 612)).toBe(0);
  expect(delay([visit('in-consult')], 640)).toBe(25);
  expect(delay([visit('arrived', { steps: step('arrived', 590) })], 612)).toBe(12);
  expect(delay([visit('arrived', { steps: step('arrived', 610) })], 612)).toBe(2);
  expect(delay([visit('booked'), visit('completed'), visit('no-show')], 700)).toBe(0);
});

test('who is in the room is done when they have had their time, or any moment [QE7]', () => {
  const inRoom = visit('in-consult', { steps: step('in-consult', 605) });
  expect(busyUntilMs([inRoom], at(610))).toBe(at(620));
  expect(busyUntilMs([inRoom], at(650))).toBe(at(650));
  expect(busyUntilMs([], at(610))).toBe(at(610));
});
