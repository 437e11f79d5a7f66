import { err } from '../../core/result.ts';
import type { IntentKind } from '../../model/intent.ts';
import { actOnQueue } from './act-on-queue.ts';
import { applyTemplate } from './apply-template.ts';
import { addAssistant, removeAssistant } from './assist.ts';
import { book } from './book.ts';
import { bookCourse } from './book-course.ts';
import { saveAlerting, settleOneAlert, snoozeAlert } from './change-alerts.ts';
import { setStatus } from './change-appointment.ts';
import { cancel, move } from './change-course.ts';
import { handOverQuota, setDailyLimit } from './change-limits.ts';
import { changeManySessions } from './change-many-sessions.ts';
import { markTold, saveMessageText, saveMessaging, sendAgain } from './change-notifications.ts';
import { removeRoom, saveRoom } from './change-rooms.ts';
import { removeRotation, saveRotation } from './change-rotations.ts';
import { removeRule, saveRule } from './change-rules.ts';
import { changeSession } from './change-session.ts';
import { removeTag, saveTag } from './change-tags.ts';
import { removeTemplate, saveTemplate } from './change-templates.ts';
import { addClosure, removeClosure } from './closures.ts';
import { createSeries, createSession } from './create-session.ts';
import { answerDelegation, askDelegation, seeAnswer } from './delegate.ts';
import { dismissFound } from './dismiss-found.ts';
import { editSlot } from './edit-slot.ts';
import { answerHandover, askForRight, handOverRight } from './hand-over.ts';
import { hold, releaseHold } from './hold.ts';
import type { IntentHandler } from './intent-context.ts';
import { joinQueue } from './join-queue.ts';
import { mergePatients } from './merge-patients.ts';
import { answerWish, offerWish } from './offer-wish.ts';
import { resolveConflict } from './resolve-conflict.ts';
import { savePrivateNote } from './save-private-note.ts';
import { saveUser } from './save-user.ts';
import { saveWish, withdrawWish } from './save-wish.ts';
import { setTravelTime } from './set-travel-time.ts';
import {
  saveBranch,
  saveDoctor,
  savePatient,
  saveService,
  setGiving,
  setUpOrganisation,
} from './set-up.ts';
import { addTimeOff, removeTimeOff } from './time-off.ts';
import { undo } from './undo.ts';

/** Who does what is asked. */
export const HANDLERS: { readonly [K in IntentKind]: IntentHandler<K> } = {
  'set-up-organisation': setUpOrganisation,
  'save-branch': saveBranch,
  'save-doctor': saveDoctor,
  'save-service': saveService,
  'save-user': saveUser,
  'save-patient': savePatient,
  'merge-patients': mergePatients,
  'create-series': createSeries,
  'create-session': createSession,
  'change-session': changeSession,
  'change-many-sessions': changeManySessions,
  'edit-slot': editSlot,
  'add-time-off': addTimeOff,
  'remove-time-off': removeTimeOff,
  'add-closure': addClosure,
  'remove-closure': removeClosure,
  'save-rule': saveRule,
  'remove-rule': removeRule,
  'save-room': saveRoom,
  'remove-room': removeRoom,
  'save-private-note': savePrivateNote,
  'save-tag': saveTag,
  'remove-tag': removeTag,
  'save-template': saveTemplate,
  'remove-template': removeTemplate,
  'save-rotation': saveRotation,
  'remove-rotation': removeRotation,
  'apply-template': applyTemplate,
  hold,
  'release-hold': releaseHold,
  book,
  'book-course': bookCourse,
  move,
  cancel,
  'set-status': setStatus,
  'add-assistant': addAssistant,
  'remove-assistant': removeAssistant,
  'join-queue': joinQueue,
  'act-on-queue': actOnQueue,
  'save-wish': saveWish,
  'withdraw-wish': withdrawWish,
  'offer-wish': offerWish,
  'answer-wish': answerWish,
  'resolve-conflict': resolveConflict,
  'dismiss-found': dismissFound,
  'ask-for-right': askForRight,
  'hand-over-right': handOverRight,
  'answer-handover': answerHandover,
  'ask-delegation': askDelegation,
  'answer-delegation': answerDelegation,
  'see-answer': seeAnswer,
  'set-giving': setGiving,
  'set-daily-limit': setDailyLimit,
  'set-travel-time': setTravelTime,
  'hand-over-quota': handOverQuota,
  'save-message-text': saveMessageText,
  'save-messaging': saveMessaging,
  'send-again': sendAgain,
  'mark-told': markTold,
  'save-alerting': saveAlerting,
  'settle-alert': settleOneAlert,
  'snooze-alert': snoozeAlert,
  undo,
  // Files are read by the host and applied as one job; a desk cannot send one as an intent.
  import: async ({ actor }) => err({ kind: 'not-permitted', intent: 'import', role: actor.role }),
};
