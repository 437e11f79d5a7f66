import { Button, Select, Switch } from '@mantine/core';
import { ROOM_CLASHES, ROOM_NAME_MAX } from '../../../shared/model/choices.ts';
import type { Room } from '../../../shared/model/room.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { Chip } from '../../ui/chip.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { EditButton } from './edit-button.tsx';
import { FormFrame } from './form-frame.tsx';
import { NameField } from './name-field.tsx';
import { words } from './settings-words.ts';
import { type RecordForm, useRecordForm } from './use-record-form.ts';
import { useSave } from './use-save.ts';

type RoomDraft = Pick<Room, 'name' | 'clash' | 'active'>;

const NEW_ROOM: RoomDraft = { name: '', clash: 'reason', active: true };

/** The rooms of the branch, and what it comes to when two doctors would be in one at once. */
export function RoomsSettings() {
  const branch = useBranch()?.branch;
  const rooms = [...useRows('rooms').values()]
    .filter(({ branchId }) => branchId === branch?.id)
    .toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  const { newId, save, refusal, isBusy } = useSave();
  const form = useRecordForm(NEW_ROOM);
  if (!branch) return null;
  const submit = async (): Promise<void> => {
    const room = { id: form.id ?? newId(), branchId: branch.id, ...form.fields };
    if (await save('save-room', room)) form.reset();
  };
  const remove = async (roomId: string): Promise<void> => {
    if ((await save('remove-room', { roomId })) && form.id === roomId) form.reset();
  };
  return (
    <>
      <h2>{words.rooms}</h2>
      <p className="page-hint">{words.roomsHint(branch.name)}</p>
      <SimpleTable
        head={[words.name, words.roomClash, '']}
        rows={rooms.map(({ id, name, clash, active }) => ({
          id,
          cells: [
            <span key="name">
              {name} {active ? null : <Chip>{words.roomNotInUse}</Chip>}
            </span>,
            words.roomClashes[clash],
            <span key="buttons">
              <EditButton name={name} onEdit={() => form.edit(id, { name, clash, active })} />
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={words.removeName(name)}
                onClick={() => void remove(id)}
              >
                {words.remove}
              </Button>
            </span>,
          ],
        }))}
      />
      <FormFrame
        {...{ refusal, isBusy }}
        submitLabel={words.addRoom}
        editing={form}
        onSubmit={() => void submit()}
      >
        <RoomFields form={form} />
      </FormFrame>
    </>
  );
}

function RoomFields({ form }: { readonly form: RecordForm<RoomDraft> }) {
  const { fields, change } = form;
  return (
    <>
      <NameField form={form} label={words.roomName} maxLength={ROOM_NAME_MAX} />
      <Select
        label={words.roomClash}
        value={fields.clash}
        allowDeselect={false}
        data={ROOM_CLASHES.map((one) => ({ value: one, label: words.roomClashes[one] }))}
        onChange={(one) => change({ clash: (one as Room['clash']) ?? fields.clash })}
      />
      {form.id === null ? null : (
        <Switch
          label={words.roomInUse}
          checked={fields.active}
          onChange={(event) => change({ active: event.currentTarget.checked })}
        />
      )}
    </>
  );
}
