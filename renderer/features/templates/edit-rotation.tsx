import type { Template } from '../../../shared/model/template.ts';
import { useDesk } from '../../intents/desk.ts';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { RotationForm, type SavedRotation } from './rotation-form.tsx';
import { words } from './templates-words.ts';
import { useTake } from './use-take.ts';

/** The form for one rotation, and what came of saving or removing it. */
export function EditRotation(props: {
  readonly rotation: SavedRotation;
  readonly templates: readonly Template[];
  readonly today: string;
  readonly onLeave: () => void;
}) {
  const { intents } = useDesk();
  const say = useSay();
  const { take, refusal, isBusy } = useTake(props.onLeave);
  const { id: rotationId, name: formerName } = props.rotation;
  const save = (rotation: SavedRotation): void => {
    const { id, name, branchId, doctorId, anchorDay, weeks, version } = rotation;
    const input = { id, name, branchId, doctorId, anchorDay, weeks, version };
    void take(intents.send('save-rotation', input, words.saved(name)));
  };
  const remove = (): void =>
    void take(intents.send('remove-rotation', { rotationId }, words.removed(formerName)));
  return (
    <>
      <RotationForm {...props} isBusy={isBusy} onSave={save} onRemove={remove} />
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
    </>
  );
}
