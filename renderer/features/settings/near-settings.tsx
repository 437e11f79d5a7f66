import { Button, NumberInput, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import type { NearState } from '../../../shared/wire/desk/near.ts';
import { isNearAddress, NEAR_ADDRESSES_MAX } from '../../../shared/wire/desk/near-address.ts';
import { useDesk } from '../../intents/desk.ts';
import { useAsked } from '../../intents/use-asked.ts';
import { Notice } from '../../ui/notice.tsx';
import { words } from './near-words.ts';

const PORT = 47_811;

/** Whether this computer meets others of its network without the central server. */
export function NearSettings() {
  const { answer: known, reload } = useAsked('near');
  if (!known?.mayChange) return null;
  return (
    <>
      <h2>{words.title}</h2>
      <p className="page-hint">{words.hint}</p>
      <p>{known.plan === null ? words.isOff : words.isOn(known.plan.port)}</p>
      <PlanForm key={known.plan === null ? 'off' : 'on'} known={known} onSet={reload} />
    </>
  );
}

/** One a line, as they were written; null if one of them is none, or they are too many. */
function addressesIn(text: string): readonly string[] | null {
  const lines = text.split(/[\s,]+/).filter((line) => line !== '');
  const areAll = lines.every(isNearAddress);
  return areAll && lines.length <= NEAR_ADDRESSES_MAX ? [...new Set(lines)] : null;
}

function PlanForm(props: { readonly known: NearState; readonly onSet: () => void }) {
  const { plan } = props.known;
  const { client } = useDesk();
  const [port, setPort] = useState(plan?.port ?? PORT);
  const [text, setText] = useState((plan?.addresses ?? []).join('\n'));
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const addresses = addressesIn(text);
  const set = async (isOn: boolean): Promise<void> => {
    setBusy(true);
    const wanted = isOn ? { port, addresses: [...(addresses ?? [])] } : null;
    const answer = await client.ask({ kind: 'set-near', plan: wanted }).catch(() => null);
    setBusy(false);
    setTrouble(answer?.ok ? null : words.refused(answer?.error.kind ?? null));
    if (!answer?.ok) return;
    props.onSet();
    notifications.show({ message: words.saved });
  };
  return (
    <form
      aria-label={words.title}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (addresses) void set(true);
      }}
    >
      <div className="form-grid">
        <NumberInput
          label={words.port}
          required
          min={1024}
          max={65_535}
          value={port}
          onChange={(value) => setPort(Number(value) || PORT)}
        />
        <Textarea
          label={words.addresses}
          description={words.addressesHint(PORT)}
          value={text}
          error={addresses === null ? words.noAddress(NEAR_ADDRESSES_MAX) : null}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      {trouble === null ? null : <Notice tone="warn" title={trouble} />}
      <div className="form-buttons">
        <Button type="submit" variant="default" loading={isBusy} disabled={addresses === null}>
          {plan ? words.change : words.on}
        </Button>
        {plan ? (
          <Button variant="subtle" disabled={isBusy} onClick={() => void set(false)}>
            {words.turnOff}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
