import { Select } from '@mantine/core';
import { useState } from 'react';
import { ASK_WAYS } from '../../../shared/model/choices.ts';
import type { Messaging } from '../../../shared/model/messaging.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { FormFrame } from './form-frame.tsx';
import { messagingWords as words } from './messaging-words.ts';
import { useSave } from './use-save.ts';

type Asks = Messaging['asks'];
const KINDS = ['booked', 'moved', 'cancelled', 'displaced'] as const satisfies (keyof Asks)[];
const NOTHING: Asks = { booked: 'off', moved: 'off', cancelled: 'off', displaced: 'off' };

/** Of what the patients of a branch are told, and what is asked at the desk. */
export function MessagingSettings() {
  const branches = [...useRows('branches').values()];
  const all = [...useRows('messagings').values()];
  const [chosen, setChosen] = useState<string | null>(null);
  const here = useBranch()?.branch.id;
  const branchId = chosen ?? here ?? null;
  const messaging = all.find((one) => one.branchId === branchId) ?? null;
  return (
    <>
      <h2>{words.title}</h2>
      <p className="page-hint">{words.hint}</p>
      <Select
        label={words.branch}
        maw={320}
        allowDeselect={false}
        value={branchId}
        data={branches.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setChosen}
      />
      {branchId === null ? null : (
        <MessagingForm key={`${branchId} ${messaging?.id}`} {...{ branchId, messaging }} />
      )}
    </>
  );
}

function MessagingForm(props: { readonly branchId: string; readonly messaging: Messaging | null }) {
  const { branchId, messaging } = props;
  const { save, refusal, isBusy } = useSave();
  const [asks, setAsks] = useState<Asks>(messaging?.asks ?? NOTHING);
  return (
    <FormFrame
      refusal={refusal}
      isBusy={isBusy}
      submitLabel={words.save}
      onSubmit={() => void save('save-messaging', { branchId, asks })}
    >
      {KINDS.map((kind) => (
        <Select
          key={kind}
          label={words.kinds[kind]}
          allowDeselect={false}
          value={asks[kind]}
          data={ASK_WAYS.map((way) => ({ value: way, label: words.ways[way] }))}
          onChange={(way) => setAsks({ ...asks, [kind]: way ?? 'off' })}
        />
      ))}
    </FormFrame>
  );
}
