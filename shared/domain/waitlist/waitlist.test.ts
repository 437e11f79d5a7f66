import { describe, expect, test } from 'vitest';
import { fc } from '../../../test/support/fast-check.ts';
import { knownTimeZone } from '../../time/time-zone.ts';
import { decideOffer, NO_SETTINGS } from './decide-offer.ts';
import { gatherOpenings } from './gather-openings.ts';
import { matchWish, type PlacedTime, type Suiting } from './match-wish.ts';
import { orderWishes, turnReasons } from './order-wishes.ts';
import { offeredKey, offerState, wishStanding } from './wish-state.ts';

const UTC = knownTimeZone('UTC');
const MINUTE_MS = 60_000;
/** Monday 2 March 2026, 10:00. */
const NOW_MS = Date.UTC(2026, 2, 2, 10);
const OFFER = {
  ...{ id: 'o', branchId: 'here', doctorId: 'das', startMs: NOW_MS + 600 * MINUTE_MS },
  ...{ endMs: NOW_MS + 615 * MINUTE_MS, deadlineMs: NOW_MS + 60 * MINUTE_MS, atMs: NOW_MS },
  ...{ byName: 'Ruma', answer: null },
};
const ANY: Suiting = {
  ...{ branchId: 'here', branchIds: [], doctorIds: [], weekdays: [], parts: [] },
  ...{ fromDay: null, untilDay: null, declined: [] },
};
const TIME: PlacedTime = {
  ...{ branchId: 'here', doctorId: 'das', startMs: OFFER.startMs },
  ...{ weekday: 1, part: 'morning', day: '2026-03-02' },
};

describe('which times suit', () => {
  test('a wish that names nothing takes any time of its branch [WL2]', () => {
    expect(matchWish(ANY, TIME, null)).toBe(true);
    expect(matchWish(ANY, { ...TIME, branchId: 'there' }, null)).toBe(false);
    expect(matchWish({ ...ANY, branchIds: ['there'] }, { ...TIME, branchId: 'there' }, null)).toBe(
      true,
    );
  });

  test('what is named has to be so, and only a sooner time is one for who has a visit [WL2]', () => {
    const not = (wish: Partial<Suiting>) =>
      expect(matchWish({ ...ANY, ...wish }, TIME, null)).toBe(false);
    not({ doctorIds: ['sen'] });
    not({ weekdays: [2, 3] });
    not({ parts: ['evening'] });
    not({ fromDay: '2026-03-03' });
    not({ untilDay: '2026-03-01' });
    not({ declined: [offeredKey(TIME)] });
    const all = { doctorIds: ['das'], weekdays: [1], parts: ['morning'] } as const;
    expect(matchWish({ ...ANY, ...all, fromDay: TIME.day, untilDay: TIME.day }, TIME, null)).toBe(
      true,
    );
    expect(matchWish(ANY, TIME, TIME.startMs + 1)).toBe(true);
    expect(matchWish(ANY, TIME, TIME.startMs)).toBe(false);
  });
});

test('urgent before others, then who waits longest; who said nothing stands behind [WL3]', () => {
  const aWish = fc.record({
    id: fc.uuid(),
    urgent: fc.boolean(),
    addedMs: fc.nat(5),
    offer: fc.constantFrom(null, OFFER, { ...OFFER, deadlineMs: NOW_MS }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(aWish, { selector: ({ id }) => id }), (wishes) => {
      const ordered = orderWishes(wishes, () => TIME, NOW_MS);
      expect(ordered).toEqual(orderWishes(wishes.toReversed(), () => TIME, NOW_MS));
      const rank = (wish: (typeof wishes)[number]): readonly number[] => [
        wish.offer !== null && offerState(wish.offer, NOW_MS) === 'no-answer' ? 1 : 0,
        wish.urgent ? 0 : 1,
        wish.addedMs,
      ];
      for (const [i, wish] of ordered.entries()) {
        const next = ordered[i + 1];
        if (next)
          expect(rank(wish) <= rank(next) || String(rank(wish)) <= String(rank(next))).toBe(true);
        const reasons = turnReasons(wish, TIME, NOW_MS).map(({ kind }) => kind);
        expect(reasons.includes('urgent')).toBe(wish.urgent);
        expect(reasons.includes('no-answer')).toBe(rank(wish)[0] === 1);
      }
    }),
  );
});

test('a wish ends by itself with its days or its visit, and an offer with its deadline [WL5] [WL6]', () => {
  const waiting = { state: 'waiting' as const, untilDay: '2026-03-02' };
  expect(wishStanding(waiting, null, UTC, NOW_MS)).toBe('waiting');
  expect(wishStanding({ ...waiting, untilDay: '2026-03-01' }, null, UTC, NOW_MS)).toBe('expired');
  expect(wishStanding(waiting, NOW_MS, UTC, NOW_MS)).toBe('expired');
  expect(wishStanding(waiting, NOW_MS + 1, UTC, NOW_MS)).toBe('waiting');
  expect(wishStanding({ ...waiting, state: 'fulfilled' }, null, UTC, NOW_MS)).toBe('fulfilled');
  expect(offerState(OFFER, OFFER.deadlineMs - 1)).toBe('open');
  expect(offerState(OFFER, OFFER.deadlineMs)).toBe('no-answer');
  expect(offerState({ ...OFFER, answer: 'declined' }, OFFER.deadlineMs)).toBe('declined');
});

test('nobody is offered a time in quiet hours, too late for it, or two at once [WL4]', () => {
  const wish = { offer: null, standing: 'waiting' as const };
  const at = { zone: UTC, nowMs: NOW_MS };
  const startMs = NOW_MS + 240 * MINUTE_MS;
  expect(decideOffer(wish, startMs, NO_SETTINGS, at)).toEqual({
    ...{ ok: true, value: { deadlineMs: NOW_MS + 60 * MINUTE_MS } },
  });
  const soon = decideOffer(wish, NOW_MS + 150 * MINUTE_MS, NO_SETTINGS, at);
  expect(soon).toMatchObject({ value: { deadlineMs: NOW_MS + 30 * MINUTE_MS } });
  const refused = (...[changed, settings]: [object, object?]) =>
    decideOffer({ ...wish, ...changed }, startMs, { ...NO_SETTINGS, ...settings }, at);
  expect(refused({ standing: 'expired' })).toMatchObject({ error: { kind: 'wish-over' } });
  expect(refused({ offer: OFFER })).toMatchObject({ error: { kind: 'offer-open' } });
  expect(refused({ offer: { ...OFFER, answer: 'declined' } }).ok).toBe(true);
  const quiet = { quietFromMin: 540, quietUntilMin: 660 };
  expect(refused({}, quiet)).toMatchObject({ error: { kind: 'offer-in-quiet-hours' } });
  const soonQuiet = { quietFromMin: 601, quietUntilMin: 1380 };
  expect(refused({}, soonQuiet)).toMatchObject({ error: { kind: 'offer-in-quiet-hours' } });
  expect(refused({}, { ...soonQuiet, quietFromMin: 602 }).ok).toBe(true);
  expect(refused({}, { offerNoticeMin: 241 })).toMatchObject({
    error: { kind: 'offer-too-late', minutes: 241 },
  });
});

test('openings are told by doctor and day, bounded, the earliest first [WL2]', () => {
  const times = Array.from({ length: 60 }, (_, i) => {
    const day = new Date(NOW_MS + (60 - i) * 1440 * MINUTE_MS).toISOString().slice(0, 10);
    const startMs = NOW_MS + (60 - i) * 1440 * MINUTE_MS;
    return { ...TIME, day, startMs, endMs: startMs + 15 * MINUTE_MS, sessionId: `s${i}` };
  }).toSorted((a, b) => a.startMs - b.startMs);
  const wishes = Array.from({ length: 9 }, (_, i) => ({
    ...{ ...ANY, id: `w${i}`, patientId: 'p', serviceId: 's', appointmentId: null, note: '' },
    ...{ urgent: i === 8, addedMs: i, addedBy: 'Ruma', state: 'waiting' as const, offer: null },
    ...{ declined: [], deleted: false, visitStartMs: null },
  }));
  const { openings, more } = gatherOpenings([{ wishes, times }], NOW_MS);
  expect(openings).toHaveLength(20);
  expect(more).toBe(0);
  expect(openings.map(({ day }) => day)).toEqual(openings.map(({ day }) => day).toSorted());
  expect(openings[0]?.candidates.map(({ wishId }) => wishId)).toEqual([
    'w8',
    'w0',
    'w1',
    'w2',
    'w3',
  ]);
  expect(openings[0]?.more).toBe(4);
});
