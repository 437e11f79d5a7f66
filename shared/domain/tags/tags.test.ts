import { expect, test } from 'vitest';
import { openTimeZone } from '../../time/time-zone.ts';
import { everyName, findTag } from './find-tag.ts';
import { type EffectTag, findTagBreaches, isOffered, type TagWish } from './find-tag-breaches.ts';
import { taggedTimes } from './tagged-times.ts';
import { tagsAt } from './tags-at.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const span = (startMs: number, endMs: number, ...tags: string[]) => ({ startMs, endMs, tags });

test('a slot with marks of its own has them in the place of its session’s, alone [MK2]', () => {
  const session = span(0, 100, 'Morning', 'VIP');
  const slots = [span(20, 40, 'Emergency'), span(40, 60)];
  expect(tagsAt(span(20, 40), [session], slots)).toEqual(['Emergency']);
  expect(tagsAt(span(25, 35), [session], slots)).toEqual(['Emergency']);
  expect(tagsAt(span(40, 60), [session], slots)).toEqual(['Morning', 'VIP']);
  expect(tagsAt(span(30, 50), [session], slots)).toEqual(['Emergency', 'Morning', 'VIP']);
  expect(tagsAt(span(100, 120), [session], slots)).toEqual([]);
});

test('what is drawn as marked is each stretch once, with what holds in it [MK2]', () => {
  const sessions = [span(0, 100, 'VIP'), span(100, 200, 'VIP'), span(300, 400)];
  const slots = [span(20, 30, 'Emergency'), span(30, 40, 'Emergency'), span(310, 320, 'Own')];
  expect(taggedTimes(sessions, slots)).toEqual([
    span(0, 20, 'VIP'),
    span(20, 40, 'Emergency'),
    span(40, 200, 'VIP'),
    span(310, 320, 'Own'),
  ]);
});

const tag = (over: Partial<EffectTag> = {}): EffectTag => ({
  ...{ id: '1', name: 'Emergency', names: ['Emergency'], effect: 'emergency', releaseMin: 60 },
  ...{ active: true, ...over },
});

test('a mark is found by every name it had, by the one it has before others’ former ones [MK4]', () => {
  const renamed = tag({ id: '1', name: 'Urgent', names: ['Emergency', 'Urgent'] });
  const namesake = tag({ id: '2' });
  expect(findTag([renamed], 'Emergency')).toBe(renamed);
  expect(findTag([renamed, namesake], 'Emergency')).toBe(namesake);
  expect(findTag([tag({ id: '3' }), namesake], 'Emergency')).toBe(namesake);
  expect(findTag([renamed], 'VIP')).toBeNull();
  expect(everyName([renamed], ['Emergency', 'VIP'])).toEqual(['Emergency', 'Urgent', 'VIP']);
});

const opened = openTimeZone('Asia/Kolkata');
if (!opened.ok) throw new Error('There is such a zone.');
const zone = opened.value;
/** 10:00 in Kolkata. */
const TEN_MS = Date.UTC(2026, 2, 2, 4, 30);

function effectsOf(one: EffectTag, over: Partial<TagWish> = {}): readonly string[] {
  const actor = { role: 'front-desk' as const, doctorId: null };
  const wish = { doctorId: 'd', startMs: TEN_MS, nowMs: TEN_MS - 5 * HOUR, zone, actor };
  return findTagBreaches([one], [one.name], { ...wish, emergency: false, ...over }).map(
    ({ effect }) => effect,
  );
}

test('a time kept for emergencies takes one, and anybody from its minutes before on [MK1]', () => {
  expect(effectsOf(tag())).toEqual(['refuse']);
  expect(effectsOf(tag(), { emergency: true })).toEqual([]);
  expect(effectsOf(tag(), { nowMs: TEN_MS - HOUR - 1 })).toEqual(['refuse']);
  expect(effectsOf(tag(), { nowMs: TEN_MS - HOUR })).toEqual([]);
  expect(effectsOf(tag({ releaseMin: null }), { nowMs: TEN_MS })).toEqual(['refuse']);
});

test('a time for those who walk in is booked by the desk on the day itself [MK1]', () => {
  const walkIn = tag({ effect: 'walk-in-only', releaseMin: null });
  expect(effectsOf(walkIn)).toEqual([]);
  // The evening before, by the clock of the branch.
  expect(effectsOf(walkIn, { nowMs: TEN_MS - 11 * HOUR })).toEqual(['refuse']);
  expect(effectsOf(walkIn, { actor: { role: 'doctor', doctorId: 'd' } })).toEqual(['refuse']);
});

test('a doctor’s own time is booked with a reason by the doctor or who answers for the day [MK1]', () => {
  const own = tag({ effect: 'own', releaseMin: null });
  expect(effectsOf(own)).toEqual(['refuse']);
  expect(effectsOf(own, { actor: { role: 'doctor', doctorId: 'd' } })).toEqual(['reason']);
  expect(effectsOf(own, { actor: { role: 'doctor', doctorId: 'e' } })).toEqual(['refuse']);
  expect(effectsOf(own, { actor: { role: 'manager', doctorId: null } })).toEqual(['reason']);
});

test('a mark that is switched off, or has no effect, keeps nobody away [MK4]', () => {
  expect(effectsOf(tag({ active: false }))).toEqual([]);
  expect(effectsOf(tag({ effect: 'none' }))).toEqual([]);
});

test('only what is kept for emergencies is offered, once it is anybody’s [MK3]', () => {
  const at = { startMs: TEN_MS, nowMs: TEN_MS - HOUR };
  expect(isOffered([], at)).toBe(true);
  expect(isOffered([tag()], at)).toBe(true);
  expect(isOffered([tag()], { ...at, nowMs: at.nowMs - 1 })).toBe(false);
  expect(isOffered([tag(), tag({ effect: 'own' })], at)).toBe(false);
  expect(isOffered([tag({ effect: 'walk-in-only' })], at)).toBe(false);
});
