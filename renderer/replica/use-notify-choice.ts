import { useState } from 'react';
import type { ASK_WAYS, SEAT_CHOICES } from '../../shared/model/choices.ts';
import type { Messaging } from '../../shared/model/messaging.ts';
import { rowsOf, useRows } from './rows-store.ts';

type Asked = keyof Messaging['asks'];
type AskWay = (typeof ASK_WAYS)[number];

/** Whether the patient is told of what is about to be done, and whether that is asked at all. */
export interface NotifyChoice {
  readonly isAsked: boolean;
  readonly isTold: boolean;
  readonly choose: (isTold: boolean) => void;
  /** What the intent says of it: nothing where nobody was asked. */
  readonly notify: boolean | undefined;
  /** What is said beside the text of the message; '' for nothing. */
  readonly typed: string;
  readonly type: (sentence: string) => void;
  /** What the intent says of it. */
  readonly sentence: string | undefined;
}

/** What a branch asks when something of a kind is done. */
export function useNotifyChoice(branchId: string | null, kind: Asked): NotifyChoice {
  const way = wayOf([...useRows('messagings').values()], branchId, kind);
  const [chosen, choose] = useState<boolean | null>(null);
  const isAsked = way !== 'off';
  const isTold = chosen ?? way === 'yes';
  const [typed, type] = useState('');
  const sentence = isAsked && isTold && typed.trim() !== '' ? typed.trim() : undefined;
  return { isAsked, isTold, choose, notify: isAsked ? isTold : undefined, typed, type, sentence };
}

/** The same where working time changes: by what becomes of who would lie in no session. */
export function useSeatNotifyChoice(
  branchId: string,
  seat: (typeof SEAT_CHOICES)[number] | null | undefined,
): NotifyChoice {
  const kind = seat === 'cancel' ? 'cancelled' : seat === 'displace' ? 'displaced' : 'moved';
  const choice = useNotifyChoice(branchId, kind);
  const isAnybody = seat !== null && seat !== undefined && seat !== 'stay';
  return { ...choice, isAsked: choice.isAsked && isAnybody };
}

/** The same of the moment, outside of React. */
export const askWayOf = (branchId: string, kind: Asked): AskWay =>
  wayOf([...rowsOf('messagings').values()], branchId, kind);

const wayOf = (all: readonly Messaging[], branchId: string | null, kind: Asked): AskWay =>
  all.find((one) => one.branchId === branchId)?.asks[kind] ?? 'off';
