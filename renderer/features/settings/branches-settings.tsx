import { NumberInput, Select, TextInput } from '@mantine/core';
import { HOLD_MIN, HOLD_MIN_MAX } from '../../../shared/model/choices.ts';
import { formatClockTime, minuteOfField } from '../../../shared/time/clock-time.ts';
import { useRows } from '../../replica/rows-store.ts';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { EditButton } from './edit-button.tsx';
import { FormFrame } from './form-frame.tsx';
import { NameField } from './name-field.tsx';
import { words } from './settings-words.ts';
import { useRecordForm } from './use-record-form.ts';
import { useSave } from './use-save.ts';

const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** UTC, which a computer may be set to, is not among those that are supported. */
const TIME_ZONES = [...new Set([...Intl.supportedValuesOf('timeZone'), OWN_ZONE])];
const EMPTY = {
  ...{ name: '', opens: '08:00', closes: '18:00', timeZone: OWN_ZONE },
  holdMin: HOLD_MIN,
};

export function BranchesSettings() {
  const branches = [...useRows('branches').values()];
  const { newId, save, refusal, isBusy } = useSave();
  const form = useRecordForm(EMPTY);
  const { fields, change } = form;
  const submit = async (): Promise<void> => {
    const { name, timeZone, opens, closes, holdMin } = fields;
    const [opensMin, closesMin] = [minuteOfField(opens), minuteOfField(closes)];
    const branch = { id: form.id ?? newId(), name, timeZone, opensMin, closesMin, holdMin };
    if (await save('save-branch', branch)) form.reset();
  };
  return (
    <>
      <h2>{words.branches}</h2>
      <SimpleTable
        head={[words.name, words.timeZone, words.opens, words.holds, '']}
        rows={branches.map((branch) => ({
          id: branch.id,
          cells: [
            branch.name,
            branch.timeZone,
            words.hours(formatClockTime(branch.opensMin), formatClockTime(branch.closesMin)),
            words.minutes(branch.holdMin),
            <EditButton
              key="edit"
              name={branch.name}
              onEdit={() => {
                const { id, name, timeZone, opensMin, closesMin, holdMin } = branch;
                const [opens, closes] = [formatClockTime(opensMin), formatClockTime(closesMin)];
                form.edit(id, { name, timeZone, opens, closes, holdMin });
              }}
            />,
          ],
        }))}
      />
      <FormFrame {...{ refusal, isBusy }} editing={form} onSubmit={() => void submit()}>
        <NameField form={form} />
        <Select
          label={words.timeZone}
          data={TIME_ZONES}
          searchable
          value={fields.timeZone}
          onChange={(zone) => change({ timeZone: zone ?? fields.timeZone })}
        />
        <TextInput
          label={words.opens}
          type="time"
          required
          value={fields.opens}
          onChange={(event) => change({ opens: event.currentTarget.value })}
        />
        <TextInput
          label={words.closes}
          type="time"
          required
          value={fields.closes}
          onChange={(event) => change({ closes: event.currentTarget.value })}
        />
        <NumberInput
          label={words.holdsFor}
          min={1}
          max={HOLD_MIN_MAX}
          value={fields.holdMin}
          onChange={(minutes) => change({ holdMin: Number(minutes) || HOLD_MIN })}
        />
      </FormFrame>
    </>
  );
}
