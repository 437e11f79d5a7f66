import { Button, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { asPair, travelMinutes } from '../../../shared/domain/working-time/travel-minutes.ts';
import { TRAVEL_MAX_MIN } from '../../../shared/model/choices.ts';
import type { TravelTime } from '../../../shared/model/travel-time.ts';
import { useRows } from '../../replica/rows-store.ts';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { useSay } from '../../words/use-say.ts';
import { FormFrame } from './form-frame.tsx';
import { words } from './settings-words.ts';
import { useSave } from './use-save.ts';

/** How long it takes from one branch to another, so that no doctor has to be at both too soon. */
export function TravelSettings() {
  const branches = [...useRows('branches').values()];
  const times = [...useRows('travelTimes').values()];
  if (branches.length < 2) return null;
  return (
    <>
      <h2>{words.travel}</h2>
      <p className="page-hint">{words.travelHint}</p>
      <TravelTable times={times} />
      <TravelForm key={times.length} times={times} branches={branches} />
    </>
  );
}

function TravelTable({ times }: { readonly times: readonly TravelTime[] }) {
  const say = useSay();
  const { save } = useSave();
  const own = times.filter(({ oneBranchId, minutes }) => oneBranchId !== null && minutes !== null);
  return (
    <SimpleTable
      head={[words.between, words.travelMinutes, '']}
      rows={own.map(({ id, oneBranchId, otherBranchId, minutes }) => {
        const [one, other] = [oneBranchId ?? '', otherBranchId ?? ''];
        const name = words.pair(say.branch(one), say.branch(other));
        return {
          id,
          cells: [
            name,
            String(minutes),
            <Button
              key="remove"
              size="compact-sm"
              variant="subtle"
              aria-label={words.asElsewhereOf(name)}
              onClick={() => void save('set-travel-time', { between: [one, other], minutes: null })}
            >
              {words.asElsewhere}
            </Button>,
          ],
        };
      })}
    />
  );
}

const ANY = 'any';

function TravelForm(props: {
  readonly times: readonly TravelTime[];
  readonly branches: readonly { readonly id: string; readonly name: string }[];
}) {
  const { branches, times } = props;
  const { save, refusal, isBusy } = useSave();
  const pairs = branches.flatMap((one, i) =>
    branches.slice(i + 1).map((other) => {
      const [a, b] = asPair(one.id, other.id);
      return { value: `${a} ${b}`, label: words.pair(one.name, other.name) };
    }),
  );
  const [pair, setPair] = useState(ANY);
  const [typed, setMinutes] = useState<number | null>(null);
  const minutesOf = travelMinutes(times);
  const [one = '', other = ''] = pair.split(' ');
  const now = pair === ANY ? minutesOf('', ANY) : minutesOf(one, other);
  const submit = async (): Promise<void> => {
    const between: [string, string] | null = pair === ANY ? null : [one, other];
    if (await save('set-travel-time', { between, minutes: typed ?? now })) setMinutes(null);
  };
  return (
    <FormFrame
      {...{ refusal, isBusy }}
      submitLabel={words.saveTravel}
      onSubmit={() => void submit()}
    >
      <Select
        label={words.between}
        allowDeselect={false}
        searchable
        value={pair}
        data={[{ value: ANY, label: words.anyTwo }, ...pairs]}
        onChange={(value) => {
          setPair(value ?? ANY);
          setMinutes(null);
        }}
      />
      <NumberInput
        label={words.travelMinutes}
        min={0}
        max={TRAVEL_MAX_MIN}
        step={5}
        allowDecimal={false}
        value={typed ?? now}
        onChange={(minutes) => setMinutes(minutes === '' ? null : Number(minutes))}
      />
    </FormFrame>
  );
}
