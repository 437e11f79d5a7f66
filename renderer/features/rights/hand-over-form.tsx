import { Button, SegmentedControl, Select } from '@mantine/core';
import { useState } from 'react';
import type { DeskSession } from '../../../shared/wire/desk/rows.ts';
import { useRows } from '../../replica/rows-store.ts';
import { words } from './rights-words.ts';
import type { Reach, useRightActions } from './use-right-actions.ts';
import type { Rights } from './use-rights.ts';

const CENTRAL = 'central';

/** To whom the bookings of a session go, and of how many. */
export function HandOverForm(props: {
  readonly session: DeskSession;
  readonly rights: Rights;
  readonly actions: ReturnType<typeof useRightActions>;
}) {
  const { session, rights, actions } = props;
  const home = useRows('branches').get(session.branchId)?.homeReplica ?? null;
  const [to, setTo] = useState<string | null>(null);
  const [reach, setReach] = useState<Reach>('one');
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) {
    return (
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {words.handOverTo}
      </Button>
    );
  }
  const choices = [
    ...rights.holdersFor(session).map((peer) => ({
      value: peer.replica,
      label: peer.replica === home ? words.giveBack(peer.name) : peer.name,
    })),
    { value: CENTRAL, label: words.central },
  ];
  return (
    <div className="right-form">
      <Select
        label={words.to}
        data={choices}
        value={to}
        onChange={setTo}
        comboboxProps={{ withinPortal: true }}
      />
      <SegmentedControl
        aria-label={words.which}
        size="xs"
        value={reach}
        onChange={(value) => setReach(value as Reach)}
        data={[
          { value: 'one', label: words.thisOne },
          { value: 'onwards', label: words.fromNow },
        ]}
      />
      <Button
        size="compact-sm"
        variant="default"
        disabled={to === null}
        loading={actions.isBusy}
        onClick={() => void actions.handOver(session, to === CENTRAL ? null : to, reach)}
      >
        {words.handOver}
      </Button>
    </div>
  );
}
