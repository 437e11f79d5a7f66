import { expect, test } from 'vitest';
import type { Refusal } from '../../shared/model/refusal.ts';
import { refusalWords } from './refusal-words.ts';

const SAY = {
  time: (ms: number) => `at ${ms}`,
  day: (ms: number) => `on ${ms}`,
  branch: (id: string) => `branch ${id}`,
  doctor: (id: string) => `Dr. ${id}`,
};

/** One of each kind: the type makes the list complete. */
const ONE_OF_EACH: { readonly [K in Refusal['kind']]: Extract<Refusal, { kind: K }> } = {
  'not-permitted': { kind: 'not-permitted', intent: 'book', role: 'doctor' },
  malformed: { kind: 'malformed', problems: ['name: too short'] },
  'unknown-record': { kind: 'unknown-record', record: 'doctor', id: '1' },
  'only-looked-at': { kind: 'only-looked-at' },
  'already-set-up': { kind: 'already-set-up' },
  'not-set-up': { kind: 'not-set-up' },
  'last-admin': { kind: 'last-admin', name: 'Ruma Paul' },
  'name-taken': { kind: 'name-taken', name: 'ruma' },
  'same-person': { kind: 'same-person' },
  'patient-merged': { kind: 'patient-merged', name: 'Mina', into: 'Meena' },
  'in-the-past': { kind: 'in-the-past', startMs: 1, nowMs: 2 },
  'empty-range': { kind: 'empty-range' },
  'unfit-room': { kind: 'unfit-room', name: 'Room 2', why: 'elsewhere' },
  'longer-than-a-day': { kind: 'longer-than-a-day' },
  'session-too-long': { kind: 'session-too-long' },
  'unknown-time-zone': { kind: 'unknown-time-zone', timeZone: 'Mars/Base' },
  'pieces-overlap': { kind: 'pieces-overlap', day: 5, startMin: 540 },
  'unknown-placeholder': { kind: 'unknown-placeholder', names: ['{doc}'], known: ['doctor'] },
  'in-use': { kind: 'in-use', by: 'Weekends' },
  'rotation-of-other': { kind: 'rotation-of-other', name: 'Nights', doctorId: 'd' },
  'nothing-to-apply': { kind: 'nothing-to-apply' },
  'bad-rule': { kind: 'bad-rule', rule: 'X', problem: 'It is no rule.' },
  'session-overlap': {
    kind: 'session-overlap',
    branchId: 'b',
    startMs: 1,
    endMs: 2,
    canRequest: true,
  },
  'outside-session': { kind: 'outside-session', offers: [] },
  'time-taken': { kind: 'time-taken', startMs: 1, endMs: 2, branchId: 'b', offers: [] },
  'held-by-other': { kind: 'held-by-other', userName: 'Sam', expiresAtMs: 3, offers: [] },
  'hold-expired': { kind: 'hold-expired', expiredAtMs: 3 },
  'in-break': { kind: 'in-break', name: 'Tea', startMs: 1, endMs: 2, offers: [] },
  'bad-break': { kind: 'bad-break', name: 'Tea', why: 'outside' },
  'slot-blocked': { kind: 'slot-blocked', note: 'Meeting', offers: [] },
  'doctor-away': { kind: 'doctor-away', startMs: 1, endMs: 2, reason: 'Leave' },
  'branch-closed': { kind: 'branch-closed', day: '2026-12-25', name: 'Christmas' },
  'status-not-next': { kind: 'status-not-next', from: 'completed', to: 'booked' },
  'course-refused': {
    kind: 'course-refused',
    visits: [
      { branchId: 'b', doctorId: 'd', startMs: 1, endMs: 2, refusal: { kind: 'empty-range' } },
    ],
  },
  'course-changed': { kind: 'course-changed', count: 2 },
  'is-displaced': { kind: 'is-displaced' },
  'reason-missing': { kind: 'reason-missing' },
  'has-appointments': { kind: 'has-appointments', count: 2 },
  'called-off': { kind: 'called-off' },
  'nothing-to-undo': { kind: 'nothing-to-undo' },
  'already-told': { kind: 'already-told', count: 3 },
  'changed-since': { kind: 'changed-since', what: 'appointment' },
  'visit-moved-on': { kind: 'visit-moved-on', status: 'arrived', byName: 'Ruma', atMs: 0 },
  'wish-over': { kind: 'wish-over', standing: 'expired' },
  'offer-open': { kind: 'offer-open', byName: 'Ruma', deadlineMs: 3 },
  'offer-gone': { kind: 'offer-gone' },
  'offer-in-quiet-hours': { kind: 'offer-in-quiet-hours', untilMs: 3 },
  'offer-too-late': { kind: 'offer-too-late', minutes: 120 },
  'queue-moved-on': { kind: 'queue-moved-on', state: 'called', byName: 'Ruma', atMs: 0 },
  'queue-not-next': { kind: 'queue-not-next', state: 'done', act: 'call' },
  'cannot-dismiss': { kind: 'cannot-dismiss' },
  'already-resolved': { kind: 'already-resolved', state: 'rebooked' },
  'import-invalid': { kind: 'import-invalid', rows: 3, invalid: 1 },
  'not-home': { kind: 'not-home', homeReplica: 'b.1' },
  'against-rules': {
    kind: 'against-rules',
    breaches: [
      {
        ...{ ruleId: 'r', name: 'Full day', effect: 'refuse', found: 10 },
        demand: { kind: 'max-visits', of: 'doctor', per: 'day', max: 10 },
      },
    ],
  },
  'against-agreement': {
    kind: 'against-agreement',
    found: {
      ...{ count: 1, heard: [], kinds: [{ kind: 'week-hours', effect: 'reason' }] },
      first: [
        {
          ...{
            kind: 'week-hours',
            effect: 'reason',
            day: '2026-03-02',
            found: 1260,
            agreed: 1200,
            other: null,
          },
          ...{ doctorId: 'Das', branchId: 'b', startMs: 1, endMs: 2 },
        },
      ],
    },
  },
  'over-quota': { kind: 'over-quota', day: '2026-03-02', perDay: 10, quota: 6 },
  'quota-spent': { kind: 'quota-spent', free: 2 },
  'under-way': { kind: 'under-way' },
  'no-session-there': { kind: 'no-session-there' },
  'already-home': { kind: 'already-home' },
  'no-central': { kind: 'no-central' },
  'cannot-hold': { kind: 'cannot-hold', replica: 'b.1' },
  'sessions-refused': {
    ...{ kind: 'sessions-refused', why: 'overlap', count: 3, canRequest: true },
    first: [{ doctorId: 'Das', branchId: 'b', startMs: 1, endMs: 2 }],
  },
  'service-not-offered': { kind: 'service-not-offered', serviceId: 's', doctorId: 'd' },
  'not-at-branch': { kind: 'not-at-branch', doctorId: 'd', branchId: 'b' },
  'assists-another': { kind: 'assists-another' },
  'assistant-busy': {
    ...{ kind: 'assistant-busy', doctorId: 'd' },
    because: { kind: 'doctor-away', startMs: 1, endMs: 2, reason: 'Leave' },
  },
  'assistant-parted': { kind: 'assistant-parted', doctorId: 'd', startMs: 1 },
  'cannot-assist': { kind: 'cannot-assist', doctorId: 'd', why: 'own-visit' },
  'moved-since': { kind: 'moved-since', branchId: 'b', doctorId: 'd', startMs: 1, endMs: 2 },
  'same-doctor': { kind: 'same-doctor' },
  'sharer-works': { kind: 'sharer-works', doctorId: 'd', branchId: 'b', startMs: 1, endMs: 2 },
  'delegation-loop': { kind: 'delegation-loop', doctorId: 'd' },
  'delegation-open': { kind: 'delegation-open', toDoctorId: 'd' },
  'cuts-visit': { kind: 'cuts-visit', startMs: 1, endMs: 2 },
  'too-many': { kind: 'too-many', what: 'tags', max: 20 },
};

test.each(Object.values(ONE_OF_EACH))(
  '$kind is a sentence a receptionist understands',
  (refusal) => {
    const said = refusalWords(refusal, SAY);
    expect(said).toMatch(/^[“A-Z0-9a].*\.$/);
    expect(said).not.toMatch(/undefined|\[object/);
  },
);

test.each([
  ...(['overlap', 'past', 'off-day', 'breaks', 'tags', 'doctor-away'] as const),
  ...(['branch-closed', 'other-zone', 'not-home', 'under-way'] as const),
])('what is in the way of many sessions names them: %s', (why) => {
  const refusal = { ...ONE_OF_EACH['sessions-refused'], why, canRequest: false };
  const said = refusalWords(refusal, SAY);
  expect(said).toMatch(/^3 sessions in the way: .*Dr\. Das at 1, and 2 more\.$/);
  expect(said).not.toMatch(/undefined/);
});

test('the facts of a refusal are in its words', () => {
  expect(refusalWords(ONE_OF_EACH['held-by-other'], SAY)).toContain('Sam');
  expect(refusalWords(ONE_OF_EACH['time-taken'], SAY)).toContain('branch b');
  expect(refusalWords(ONE_OF_EACH['doctor-away'], SAY)).toContain('Leave');
});
