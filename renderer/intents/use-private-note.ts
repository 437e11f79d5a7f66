import { useState } from 'react';
import type { NoteAbout } from '../../shared/model/private-note.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { useDesk } from './desk.ts';
import { useAnswer } from './use-answer.ts';

/** What whoever sits here noted down on a thing for nobody else. */
export interface PrivateNote {
  /** '' if there is none; null until it has come. */
  readonly text: string | null;
  readonly save: (text: string) => Promise<void>;
  readonly refusal: Refusal | null;
}

export function usePrivateNote(about: NoteAbout): PrivateNote {
  const { intents } = useDesk();
  const [turn, setTurn] = useState(0);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const { answer, state } = useAnswer({ kind: 'private-note', about }, turn);
  const save = async (text: string): Promise<void> => {
    const outcome = await intents.send('save-private-note', { about, text });
    setRefusal(outcome.ok ? null : outcome.error);
    setTurn((before) => before + 1);
  };
  return { text: state === 'there' ? (answer ?? '') : null, save, refusal };
}
