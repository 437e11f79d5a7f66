import { Button } from '@mantine/core';
import { useState } from 'react';
import { mayOverbook } from '../../../shared/domain/access/decide-access.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useSession } from '../../state/session-store.ts';
import { AcceptNotice } from '../../ui/accept-notice.tsx';
import { words } from './booking-words.ts';

/** What a reason goes past: not that somebody is just booking the time, or that the doctor is away. */
const OVERBOOKABLE: readonly Refusal['kind'][] = [
  ...(['time-taken', 'outside-session', 'in-break', 'slot-blocked'] as const),
];

/** Whoever answers for the doctor's day books a time that is none all the same, with the reason. */
export function OverbookPart(props: {
  readonly refusal: Refusal;
  readonly onAccept: (overbookReason: string) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const role = useSession(({ me }) => me?.role);
  if (role === undefined || !mayOverbook(role)) return null;
  if (!OVERBOOKABLE.includes(props.refusal.kind)) return null;
  if (!isOpen) {
    return (
      <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
        {words.overbook}
      </Button>
    );
  }
  return (
    <AcceptNotice
      title={words.overbookTitle}
      lines={[words.overbookHint]}
      foot={null}
      isFinal={false}
      needsReason
      reasonLabel={words.ruleReason}
      acceptLabel={words.allTheSame}
      onAccept={(reason) => {
        if (reason !== null) props.onAccept(reason);
      }}
    />
  );
}
