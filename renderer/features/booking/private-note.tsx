import { PRIVATE_NOTE_LENGTH_MAX } from '../../../shared/model/choices.ts';
import type { NoteAbout } from '../../../shared/model/private-note.ts';
import { usePrivateNote } from '../../intents/use-private-note.ts';
import { PrivateNoteField } from '../../ui/private-note-field.tsx';
import { privateNoteWords } from '../../words/private-note-words.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';

/** What whoever sits here noted down on a slot or an appointment, for nobody else. */
export function PrivateNote({ about }: { readonly about: NoteAbout }) {
  const say = useSay();
  const { text, save, refusal } = usePrivateNote(about);
  return (
    <PrivateNoteField
      words={privateNoteWords}
      maxLength={PRIVATE_NOTE_LENGTH_MAX}
      text={text}
      refusal={refusal && refusalWords(refusal, say)}
      onSave={save}
    />
  );
}
