import { describe, expect, test } from 'vitest';
import { type IntentKind, intentInputSchemas } from '../../model/intent.ts';
import type { Actor, Role } from '../../model/user.ts';
import { type AccessTarget, decideAccess } from './decide-access.ts';

/**
 * Who may ask for what: A for administrators, M managers, F front desks, D doctors. Written out a
 * second time on purpose, so that nobody gains or loses a right by a slip.
 */
const MAY: Readonly<Record<IntentKind, string>> = {
  'set-up-organisation': 'A',
  'save-branch': 'A',
  'save-doctor': 'AM',
  'save-service': 'AM',
  'save-user': 'A',
  'save-patient': 'AMFD',
  'merge-patients': 'AMF',
  'create-series': 'AM',
  'create-session': 'AMFD',
  'change-session': 'AM',
  'change-many-sessions': 'AM',
  'edit-slot': 'AMFD',
  'add-time-off': 'AMD',
  'remove-time-off': 'AMD',
  'add-closure': 'AM',
  'remove-closure': 'AM',
  'save-rule': 'AM',
  'remove-rule': 'AM',
  'save-room': 'AM',
  'remove-room': 'AM',
  'save-private-note': 'AMFD',
  'save-tag': 'AM',
  'remove-tag': 'AM',
  'save-template': 'AM',
  'remove-template': 'AM',
  'save-rotation': 'AM',
  'remove-rotation': 'AM',
  'apply-template': 'AM',
  hold: 'AMFD',
  'release-hold': 'AMFD',
  book: 'AMFD',
  'book-course': 'AMFD',
  move: 'AMFD',
  cancel: 'AMFD',
  'set-status': 'AMFD',
  'add-assistant': 'AMF',
  'remove-assistant': 'AMFD',
  'save-wish': 'AMFD',
  'withdraw-wish': 'AMFD',
  'offer-wish': 'AMFD',
  'answer-wish': 'AMFD',
  'join-queue': 'AMFD',
  'act-on-queue': 'AMFD',
  'resolve-conflict': 'AMFD',
  'dismiss-found': 'AMFD',
  'ask-for-right': 'AMFD',
  'hand-over-right': 'AMFD',
  'answer-handover': 'AMFD',
  'ask-delegation': 'AMFD',
  'answer-delegation': 'AMFD',
  'see-answer': 'AMFD',
  'set-giving': 'AM',
  'set-daily-limit': 'A',
  'set-travel-time': 'A',
  'hand-over-quota': 'AMFD',
  'save-messaging': 'AM',
  'save-message-text': 'AM',
  'send-again': 'AMFD',
  'mark-told': 'AMFD',
  'save-alerting': 'A',
  'settle-alert': 'AM',
  'snooze-alert': 'AM',
  undo: 'AMFD',
  import: 'AM',
};

/** The person of each letter: a doctor for all branches, the others for one, the administrator for all. */
const PEOPLE: readonly (readonly [string, Role, Partial<Actor>])[] = [
  ['A', 'admin', { branchIds: [] }],
  ['M', 'manager', { branchIds: ['here'] }],
  ['F', 'front-desk', { branchIds: ['here'] }],
  ['D', 'doctor', { branchIds: ['here'], doctorId: 'self' }],
];

/** What is asked about, and to whom it is out of reach. */
const TARGETS: readonly (readonly [string, AccessTarget, string])[] = [
  ['nothing in particular', {}, ''],
  ['own branch, own doctor', { branchId: 'here', doctorId: 'self' }, ''],
  ['own branch, other doctor', { branchId: 'here', doctorId: 'other' }, 'D'],
  ['other branch, own doctor', { branchId: 'there', doctorId: 'self' }, 'MF'],
  ['other branch, other doctor', { branchId: 'there', doctorId: 'other' }, 'MFD'],
  ['other branch alone', { branchId: 'there', doctorId: null }, 'MF'],
  ['other doctor alone', { branchId: null, doctorId: 'other' }, 'D'],
  ['overbooked, own branch and doctor', { ...own(), overbooks: true }, 'F'],
];

function own(): AccessTarget {
  return { branchId: 'here', doctorId: 'self' };
}

const actor = (role: Role, more: Partial<Actor>): Actor => ({
  ...{ userId: 'u', name: 'Someone', role, doctorId: null, branchIds: [], desk: 'Desk' },
  ...more,
});

test('every intent has its line', () => {
  expect(Object.keys(MAY).toSorted()).toEqual(Object.keys(intentInputSchemas).toSorted());
});

describe.each(Object.entries(MAY) as [IntentKind, string][])('%s', (intent, may) => {
  test.each(PEOPLE)('asked for by %s: %s [AC1]', (letter, role, more) => {
    const answers = TARGETS.map(([what, target]) => [
      what,
      decideAccess(actor(role, more), intent, target),
    ]);
    const refused = { ok: false, error: { kind: 'not-permitted', intent, role } };
    const wanted = TARGETS.map(([what, , outOfReach]) => [
      what,
      may.includes(letter) && !outOfReach.includes(letter) ? { ok: true, value: null } : refused,
    ]);
    expect(answers).toEqual(wanted);
  });
});
