import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { NewCode } from '../../../shared/wire/desk/devices.ts';
import { useDesk } from '../../intents/desk.ts';
import { useRows } from '../../replica/rows-store.ts';
import { AdminForm } from './admin-form.tsx';
import { words } from './devices-words.ts';

type Kind = 'branch' | 'doctor';
const KINDS: readonly Kind[] = ['branch', 'doctor'];
const NAME_MAX = 80;

export interface MadeCode extends NewCode {
  readonly name: string;
}

/** For which branch or doctor a computer is to join, and what it will be called. */
export function NewCodeForm(props: {
  readonly onMade: (made: MadeCode) => void;
  readonly onLeave: () => void;
}) {
  const { client } = useDesk();
  const [kind, setKind] = useState<Kind>('branch');
  const places = usePlaces(kind);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const place = places.find(({ id }) => id === chosenId) ?? null;
  const name = (typed ?? place?.computer ?? '').slice(0, NAME_MAX);
  const isBlank = typed !== null && name.trim() === '';
  const choose = (next: Kind): void => {
    setKind(next);
    setChosenId(null);
    setTyped(null);
  };
  const make = async (password: string) => {
    if (place === null) return null;
    const at = { kind, id: place.id };
    const made = await client.ask({ kind: 'make-code', password, name: name.trim(), place: at });
    if (made.ok) props.onMade({ ...made.value, name: name.trim() });
    return made.ok ? null : made.error;
  };
  return (
    <AdminForm
      title={words.joinTitle}
      submitLabel={words.make}
      isReady={place !== null && name.trim() !== ''}
      onSubmit={make}
      onLeave={props.onLeave}
    >
      <p className="page-hint">{words.joinHint}</p>
      <div className="form-grid">
        <Select
          label={words.kind}
          value={kind}
          allowDeselect={false}
          data={KINDS.map((one) => ({ value: one, label: words.kinds[one] }))}
          onChange={(one) => choose(one === 'doctor' ? 'doctor' : 'branch')}
        />
        <Select
          label={kind === 'branch' ? words.branch : words.doctor}
          value={chosenId}
          searchable
          nothingFoundMessage={words.nothingToJoin}
          data={places.map(({ id, label }) => ({ value: id, label }))}
          onChange={setChosenId}
        />
        <TextInput
          label={words.ownName}
          value={name}
          required
          maxLength={NAME_MAX}
          autoComplete="off"
          error={isBlank ? words.nameMissing : null}
          onChange={({ currentTarget: { value } }) => setTyped(value)}
        />
      </div>
    </AdminForm>
  );
}

/** Where a computer can belong, and what one there is called unless somebody knows better. */
function usePlaces(kind: Kind) {
  const branches = useRows('branches');
  const doctors = useRows('doctors');
  const places =
    kind === 'branch'
      ? [...branches.values()].map(({ id, name }) => ({ id, label: name, computer: name }))
      : [...doctors.values()]
          .filter(({ active }) => active)
          .map(({ id, name }) => ({
            id,
            label: `Dr. ${name}`,
            computer: words.laptopName(`Dr. ${name}`),
          }));
  return places.toSorted((a, b) => a.label.localeCompare(b.label, 'en'));
}
