import { IconClockExclamation } from '@tabler/icons-react';
import type { QueueOutlook } from '../../../shared/wire/desk/waiting-room.ts';
import { Chip } from '../../ui/chip.tsx';
import { useSay } from '../../words/use-say.ts';
import { words } from './queue-words.ts';

const MINUTE_MS = 60_000;
/** Less is not worth a word. */
const SAID_MIN = 5;

/** Which doctors run late. */
export function DelaysLine({ delays }: { readonly delays: QueueOutlook['delays'] }) {
  const say = useSay();
  const late = delays
    .map(({ doctorId, delayMs }) => ({ doctorId, minutes: Math.floor(delayMs / MINUTE_MS) }))
    .filter(({ minutes }) => minutes >= SAID_MIN);
  if (late.length === 0) return null;
  return (
    <ul className="queue-delays" aria-label={words.delays}>
      {late.map(({ doctorId, minutes }) => (
        <li key={doctorId}>
          <Chip tone="warn" icon={<IconClockExclamation size={13} aria-hidden="true" />}>
            {say.doctor(doctorId)} {words.late(minutes)}
          </Chip>
        </li>
      ))}
    </ul>
  );
}
