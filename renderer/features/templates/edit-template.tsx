import { useDesk } from '../../intents/desk.ts';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { type SavedTemplate, TemplateForm } from './template-form.tsx';
import { words } from './templates-words.ts';
import { useTake } from './use-take.ts';

/** The form for one template, and what came of saving or removing it. */
export function EditTemplate(props: {
  readonly template: SavedTemplate;
  readonly onLeave: () => void;
}) {
  const { intents } = useDesk();
  const say = useSay();
  const { take, refusal, isBusy } = useTake(props.onLeave);
  const { id: templateId, name: formerName } = props.template;
  const save = ({ id, name, branchId, lengthDays, pieces, version }: SavedTemplate): void => {
    const input = { id, name, branchId, lengthDays, pieces, version };
    void take(intents.send('save-template', input, words.saved(name)));
  };
  const remove = (): void =>
    void take(intents.send('remove-template', { templateId }, words.removed(formerName)));
  return (
    <>
      <TemplateForm
        template={props.template}
        isBusy={isBusy}
        onSave={save}
        onRemove={remove}
        onLeave={props.onLeave}
      />
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
    </>
  );
}
