import { Button, Select, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { addDays, dayAt } from '../../../shared/time/day.ts';
import type {
  SlotListInspection,
  SlotListMapping,
} from '../../../shared/wire/desk/import-slots.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { words } from './import-words.ts';

const DAYS_AHEAD = 365;
/** Stand in the lists for no choice. */
const [EVERY, NOBODY] = ['*', ''];

/** What becomes of slots that another program published. */
export function SlotListForm(props: {
  readonly inspection: SlotListInspection;
  /** As it was chosen before the last check; null at first. */
  readonly chosen: SlotListMapping | null;
  readonly isBusy: boolean;
  readonly onCheck: (mapping: SlotListMapping) => void;
}) {
  const { inspection } = props;
  const { mapping, change } = useSlotListMapping(inspection, props.chosen);
  if (mapping === null) return null;
  const facts = [
    { name: words.source, value: words.sources[inspection.source] },
    { name: words.slots, value: inspection.slots.toLocaleString() },
    { name: words.free, value: inspection.free.toLocaleString() },
    { name: words.ofDoctors, value: inspection.doctors.join(' · ') },
  ];
  return (
    <>
      {inspection.remembered ? <Notice tone="ok" title={words.slotRemembered} /> : null}
      <FactList facts={facts.filter(({ value }) => value !== '')} />
      <SlotListFields places={inspection.places} mapping={mapping} onChange={change} />
      <div>
        <Button loading={props.isBusy} onClick={() => props.onCheck(mapping)}>
          {words.checkSlots}
        </Button>
      </div>
    </>
  );
}

function SlotListFields(props: {
  readonly places: SlotListInspection['places'];
  readonly mapping: SlotListMapping;
  readonly onChange: (changes: Partial<SlotListMapping>) => void;
}) {
  const { places, mapping, onChange } = props;
  const doctors = [...useRows('doctors').values()];
  const day = (name: 'firstDay' | 'lastDay') => (
    <TextInput
      label={words[name]}
      type="date"
      required
      value={mapping[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <div className="form-grid">
        {places.length > 1 ? (
          <Select
            label={words.place}
            value={mapping.placeKey ?? EVERY}
            allowDeselect={false}
            data={[
              ...places.map(({ key, name }) => ({ value: key, label: name })),
              { value: EVERY, label: words.everyPlace },
            ]}
            onChange={(key) => onChange({ placeKey: key === EVERY ? null : key })}
          />
        ) : null}
        <Select
          label={words.otherDoctor}
          value={mapping.doctorId ?? NOBODY}
          allowDeselect={false}
          searchable
          data={[
            { value: NOBODY, label: words.nobody },
            ...doctors.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => onChange({ doctorId: id === NOBODY ? null : id })}
        />
        {day('firstDay')}
        {day('lastDay')}
      </div>
      <Switch
        label={words.listGone}
        checked={mapping.removesGone}
        onChange={(event) => onChange({ removesGone: event.currentTarget.checked })}
      />
    </>
  );
}

function useSlotListMapping(
  { remembered, places }: SlotListInspection,
  chosen: SlotListMapping | null,
) {
  const place = useBranch();
  const [changes, setChanges] = useState<Partial<SlotListMapping>>(chosen ?? {});
  const change = (more: Partial<SlotListMapping>): void => setChanges({ ...changes, ...more });
  if (!place) return { mapping: null, change };
  const { branch, zone } = place;
  const today = dayAt(zone, Date.now());
  const ours = places.find(({ key, name }) => key === branch.id || name === branch.name);
  const mapping: SlotListMapping = {
    placeKey: places.length > 1 ? ((ours ?? places[0])?.key ?? null) : null,
    ...{ doctorId: null, removesGone: true },
    ...remembered,
    ...{ firstDay: today, lastDay: addDays(today, DAYS_AHEAD) },
    ...changes,
    ...{ subject: 'slot-list', branchId: branch.id },
  };
  return { mapping, change };
}
