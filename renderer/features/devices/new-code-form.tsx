import { MultiSelect, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { REPLICA_KINDS } from '../../../shared/model/choices.ts';
import type { ReplicaKind } from '../../../shared/model/handover.ts';
import type { NewCode } from '../../../shared/wire/desk/devices.ts';
import { useDesk } from '../../intents/desk.ts';
import { AdminForm } from './admin-form.tsx';
import { words } from './devices-words.ts';
import { usePlaces } from './use-places.ts';

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
  const [kind, setKind] = useState<ReplicaKind>('branch');
  const places = usePlaces(kind);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [reviewedIds, setReviewedIds] = useState<string[]>([]);
  const [typed, setTyped] = useState<string | null>(null);
  const place = places.find(({ id }) => id === chosenId) ?? null;
  const isReview = kind === 'review';
  const ownName = isReview ? words.reviewName : place?.computer;
  const name = (typed ?? ownName ?? '').slice(0, NAME_MAX);
  const at = placeOf(kind, chosenId, reviewedIds);
  const isBlank = typed !== null && name.trim() === '';
  const choices = places.map(({ id, label }) => ({ value: id, label }));
  const choose = (next: ReplicaKind): void => {
    setKind(next);
    setChosenId(null);
    setTyped(null);
  };
  const make = async (password: string) => {
    if (at === null) return null;
    const made = await client.ask({ kind: 'make-code', password, name: name.trim(), place: at });
    if (made.ok) props.onMade({ ...made.value, name: name.trim() });
    return made.ok ? null : made.error;
  };
  return (
    <AdminForm
      title={words.joinTitle}
      submitLabel={words.make}
      isReady={at !== null && name.trim() !== ''}
      onSubmit={make}
      onLeave={props.onLeave}
    >
      <p className="page-hint">{isReview ? words.reviewHint : words.joinHint}</p>
      <div className="form-grid">
        <Select
          label={words.kind}
          value={kind}
          allowDeselect={false}
          data={REPLICA_KINDS.map((one) => ({ value: one, label: words.kinds[one] }))}
          onChange={(one) => choose((one as ReplicaKind) ?? kind)}
        />
        <PlaceField {...{ kind, chosenId, reviewedIds, choices, setChosenId, setReviewedIds }} />
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

/** The branch or doctor that the computer is for, or the branches that are looked at there. */
function PlaceField(props: {
  readonly kind: ReplicaKind;
  readonly choices: { readonly value: string; readonly label: string }[];
  readonly chosenId: string | null;
  readonly setChosenId: (id: string | null) => void;
  readonly reviewedIds: string[];
  readonly setReviewedIds: (ids: string[]) => void;
}) {
  const { kind, choices } = props;
  const common = { searchable: true, nothingFoundMessage: words.nothingToJoin, data: choices };
  return kind === 'review' ? (
    <MultiSelect
      {...common}
      label={words.reviewed}
      required
      value={props.reviewedIds}
      onChange={props.setReviewedIds}
    />
  ) : (
    <Select
      {...common}
      label={kind === 'branch' ? words.branch : words.doctor}
      value={props.chosenId}
      onChange={props.setChosenId}
    />
  );
}

function placeOf(kind: ReplicaKind, id: string | null, branchIds: string[]) {
  if (kind === 'review') return branchIds.length === 0 ? null : { kind, branchIds };
  return id === null ? null : { kind, id };
}
