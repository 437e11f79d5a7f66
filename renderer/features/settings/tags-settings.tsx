import { Button, NumberInput, Select, Switch } from '@mantine/core';
import {
  HUES,
  TAG_EFFECTS,
  TAG_NAME_MAX,
  TAG_RELEASE_MAX_MIN,
} from '../../../shared/model/choices.ts';
import type { Hue } from '../../../shared/model/primitives.ts';
import type { Tag } from '../../../shared/model/tag.ts';
import { useRows } from '../../replica/rows-store.ts';
import { Chip } from '../../ui/chip.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { EditButton } from './edit-button.tsx';
import { FormFrame } from './form-frame.tsx';
import { NameField } from './name-field.tsx';
import { words } from './settings-words.ts';
import { type RecordForm, useRecordForm } from './use-record-form.ts';
import { useSave } from './use-save.ts';

type TagDraft = Omit<Tag, 'id' | 'names' | 'deleted'>;

const NEW_TAG: TagDraft = {
  ...{ name: '', hue: 'amber', effect: 'none', releaseMin: 60, active: true },
};

/** The marks of sessions and slots: how they look, and what they do to bookings. */
export function TagsSettings() {
  const tags = [...useRows('tags').values()].toSorted((a, b) => a.name.localeCompare(b.name));
  const { newId, save, refusal, isBusy } = useSave();
  const form = useRecordForm(NEW_TAG);
  const submit = async (): Promise<void> => {
    if (await save('save-tag', { id: form.id ?? newId(), ...form.fields })) form.reset();
  };
  const remove = async (tagId: string): Promise<void> => {
    if ((await save('remove-tag', { tagId })) && form.id === tagId) form.reset();
  };
  return (
    <>
      <h2>{words.tags}</h2>
      <p className="page-hint">{words.tagsHint}</p>
      <SimpleTable
        head={[words.name, words.tagEffect, '']}
        rows={tags.map(({ id, names: _, deleted: __, ...tag }) => ({
          id,
          cells: [
            <Chip key="name" hue={tag.hue}>
              {tag.name}
            </Chip>,
            effectWords(tag),
            <span key="buttons">
              <EditButton name={tag.name} onEdit={() => form.edit(id, tag)} />
              <Button
                size="compact-sm"
                variant="subtle"
                color="red"
                aria-label={words.removeName(tag.name)}
                onClick={() => void remove(id)}
              >
                {words.remove}
              </Button>
            </span>,
          ],
        }))}
      />
      <FormFrame {...{ refusal, isBusy }} editing={form} onSubmit={() => void submit()}>
        <TagFields form={form} />
      </FormFrame>
    </>
  );
}

function effectWords({ effect, releaseMin, active }: TagDraft): string {
  if (!active) return words.tagNotInUse;
  return effect === 'emergency' ? words.tagReleased(releaseMin) : words.tagEffects[effect];
}

function TagFields({ form }: { readonly form: RecordForm<TagDraft> }) {
  const { fields, change } = form;
  return (
    <>
      <NameField form={form} maxLength={TAG_NAME_MAX} />
      <Select
        label={words.colour}
        value={fields.hue}
        allowDeselect={false}
        data={HUES.map((one) => ({ value: one, label: words.hues[one] }))}
        onChange={(one) => change({ hue: (one as Hue) ?? fields.hue })}
      />
      <Select
        label={words.tagEffect}
        value={fields.effect}
        allowDeselect={false}
        data={TAG_EFFECTS.map((one) => ({ value: one, label: words.tagEffects[one] }))}
        onChange={(one) => change({ effect: (one as Tag['effect']) ?? fields.effect })}
      />
      {fields.effect === 'emergency' ? (
        <NumberInput
          label={words.tagReleases}
          placeholder={words.tagNever}
          min={0}
          max={TAG_RELEASE_MAX_MIN}
          step={15}
          allowDecimal={false}
          value={fields.releaseMin ?? ''}
          onChange={(minutes) => change({ releaseMin: minutes === '' ? null : Number(minutes) })}
        />
      ) : null}
      {form.id === null ? null : (
        <Switch
          label={words.tagInUse}
          checked={fields.active}
          onChange={(event) => change({ active: event.currentTarget.checked })}
        />
      )}
    </>
  );
}
