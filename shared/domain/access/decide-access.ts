import { err, ok, type Result } from '../../core/result.ts';
import type { IntentKind } from '../../model/intent.ts';
import type { Refusal } from '../../model/refusal.ts';
import type { Actor, Role } from '../../model/user.ts';

const EVERYONE: readonly Role[] = ['admin', 'manager', 'front-desk', 'doctor'];
const MANAGERS: readonly Role[] = ['admin', 'manager'];
const ADMINS: readonly Role[] = ['admin'];

/** Which roles may ask for what. Doctors are further held to their own book, everyone to their branches. */
const ROLES_BY_INTENT: Readonly<Record<IntentKind, readonly Role[]>> = {
  'set-up-organisation': ADMINS,
  'save-branch': ADMINS,
  'save-doctor': MANAGERS,
  'save-service': MANAGERS,
  'save-user': ADMINS,
  'save-patient': EVERYONE,
  'merge-patients': [...MANAGERS, 'front-desk'],
  'create-series': MANAGERS,
  'create-session': [...MANAGERS, 'front-desk', 'doctor'],
  'change-session': MANAGERS,
  'change-many-sessions': MANAGERS,
  'edit-slot': EVERYONE,
  'add-time-off': [...MANAGERS, 'doctor'],
  'remove-time-off': [...MANAGERS, 'doctor'],
  'add-closure': MANAGERS,
  'remove-closure': MANAGERS,
  'save-rule': MANAGERS,
  'remove-rule': MANAGERS,
  'save-room': MANAGERS,
  'remove-room': MANAGERS,
  'save-private-note': EVERYONE,
  'save-tag': MANAGERS,
  'remove-tag': MANAGERS,
  'save-template': MANAGERS,
  'remove-template': MANAGERS,
  'save-rotation': MANAGERS,
  'remove-rotation': MANAGERS,
  'apply-template': MANAGERS,
  hold: EVERYONE,
  'release-hold': EVERYONE,
  book: EVERYONE,
  'book-course': EVERYONE,
  move: EVERYONE,
  cancel: EVERYONE,
  'set-status': EVERYONE,
  'add-assistant': [...MANAGERS, 'front-desk'],
  'remove-assistant': EVERYONE,
  'join-queue': EVERYONE,
  'act-on-queue': EVERYONE,
  'save-wish': EVERYONE,
  'withdraw-wish': EVERYONE,
  'offer-wish': EVERYONE,
  'answer-wish': EVERYONE,
  'resolve-conflict': EVERYONE,
  'dismiss-found': EVERYONE,
  'ask-for-right': EVERYONE,
  'hand-over-right': EVERYONE,
  'answer-handover': EVERYONE,
  'ask-delegation': EVERYONE,
  'answer-delegation': EVERYONE,
  'see-answer': EVERYONE,
  'set-giving': MANAGERS,
  'set-daily-limit': ADMINS,
  'set-travel-time': ADMINS,
  'hand-over-quota': EVERYONE,
  'save-messaging': MANAGERS,
  'save-message-text': MANAGERS,
  'send-again': EVERYONE,
  'mark-told': EVERYONE,
  'save-alerting': ADMINS,
  'settle-alert': MANAGERS,
  'snooze-alert': MANAGERS,
  undo: EVERYONE,
  import: MANAGERS,
};

/** Overbooking on purpose is for those who answer for the doctor's day. */
const MAY_OVERBOOK: readonly Role[] = ['admin', 'manager', 'doctor'];
export const mayOverbook = (role: Role): boolean => MAY_OVERBOOK.includes(role);

/** What an intent touches, as far as access depends on it. */
export interface AccessTarget {
  readonly branchId?: string | null;
  readonly doctorId?: string | null;
  readonly overbooks?: boolean;
}

/** May this person ask for this at all? Checked by the engine for every intent. */
export function decideAccess(
  actor: Actor,
  intent: IntentKind,
  target: AccessTarget,
): Result<null, Refusal> {
  const refused = err<Refusal>({ kind: 'not-permitted', intent, role: actor.role });
  if (!ROLES_BY_INTENT[intent].includes(actor.role)) return refused;
  if (actor.role === 'doctor' && target.doctorId && target.doctorId !== actor.doctorId) {
    return refused;
  }
  const elsewhere =
    actor.branchIds.length > 0 && target.branchId && !actor.branchIds.includes(target.branchId);
  if (elsewhere && actor.role !== 'doctor') return refused;
  if (target.overbooks && !mayOverbook(actor.role)) return refused;
  return ok(null);
}
