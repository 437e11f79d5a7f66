import { Button, Menu } from '@mantine/core';
import { IconAlertTriangle, IconClock, IconDots } from '@tabler/icons-react';
import { hasWalkedIn, ticketOf } from '../../../shared/domain/queue/queue-state.ts';
import type { QueueAct } from '../../../shared/model/queue-entry.ts';
import { Chip } from '../../ui/chip.tsx';
import { useSay } from '../../words/use-say.ts';
import type { AskedAct } from './act-form.tsx';
import { words } from './queue-words.ts';
import type { QueueLine } from './use-queue.ts';
import { BAND_TONES, waitBand } from './wait-band.ts';

const MINUTE_MS = 60_000;

/** What somebody wants to do with a line: at once, or after what it needs was asked. */
export interface LineActs {
  readonly onAct: (line: QueueLine, act: QueueAct) => void;
  readonly onAsk: (line: QueueLine, asked: AskedAct | 'start') => void;
}

/** One person in the queue. */
export function QueueLineRow(
  props: LineActs & {
    readonly line: QueueLine;
    readonly nowMs: number;
    /** When they will probably go in; null if there is no time left, undefined if not known. */
    readonly startMs: number | null | undefined;
  },
) {
  const { line } = props;
  const say = useSay();
  return (
    <tr data-state={line.now}>
      <td>
        <b className="queue-ticket">{ticketOf(line)}</b>
      </td>
      <td>
        <span className="queue-name">{line.patientName}</span>
        {line.priority === 'normal' ? null : (
          <Chip
            tone={line.priority === 'emergency' ? 'danger' : 'warn'}
            icon={<IconAlertTriangle size={13} aria-hidden="true" />}
          >
            {words.priorities[line.priority]}
          </Chip>
        )}
        <small>
          {[
            say.service(line.serviceId),
            line.visitStartMs === null || hasWalkedIn(line)
              ? words.walkedIn
              : words.bookedFor(say.time(line.visitStartMs)),
            line.reason,
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </td>
      <td>{line.doctorId === null ? words.anyDoctor : say.doctor(line.doctorId)}</td>
      <td>
        <Wait {...props} />
      </td>
      <td>
        <LineButtons {...props} />
      </td>
    </tr>
  );
}

function Wait(props: {
  readonly line: QueueLine;
  readonly nowMs: number;
  readonly startMs: number | null | undefined;
}) {
  const { line, nowMs, startMs } = props;
  const say = useSay();
  if (line.now === 'started') return <>{words.startedAt(say.time(line.atMs))}</>;
  if (line.now === 'done' || line.now === 'left') return <>{say.time(line.atMs)}</>;
  const minutes = Math.max(0, Math.floor((nowMs - line.joinedMs) / MINUTE_MS));
  const band = waitBand(minutes);
  const more =
    line.now === 'called'
      ? words.calledAt(say.time(line.atMs), line.room)
      : startMs === undefined || line.now === 'held'
        ? ''
        : startMs === null
          ? words.noTimeLeft
          : startMs <= nowMs + MINUTE_MS
            ? words.goesInNow
            : words.goesIn(say.time(startMs));
  return (
    <>
      <Chip tone={BAND_TONES[band]} icon={<IconClock size={13} aria-hidden="true" />}>
        {[words.minutes(minutes), words.bands[band]].filter(Boolean).join(', ')}
      </Chip>
      <small>{more}</small>
    </>
  );
}

function LineButtons(props: LineActs & { readonly line: QueueLine }) {
  const { line, onAct, onAsk } = props;
  const ticket = ticketOf(line);
  const button = (act: 'call' | 'start' | 'finish' | 'return', onClick: () => void) => (
    <Button
      size="compact-sm"
      variant={act === 'call' || act === 'start' ? 'filled' : 'default'}
      aria-label={words.actOn(words.acts[act], ticket)}
      onClick={onClick}
    >
      {words.acts[act]}
    </Button>
  );
  if (line.now === 'started') return button('finish', () => onAct(line, { kind: 'finish' }));
  if (line.now === 'done') return null;
  if (line.now === 'left') {
    return line.appointmentId === null
      ? button('return', () => onAct(line, { kind: 'return' }))
      : null;
  }
  return (
    <div className="queue-buttons">
      {line.now === 'waiting' ? button('call', () => onAsk(line, 'call')) : null}
      {line.now === 'called' ? button('start', () => onAsk(line, 'start')) : null}
      {line.now === 'held' ? button('return', () => onAct(line, { kind: 'return' })) : null}
      <MoreActs {...props} />
    </div>
  );
}

/** What is done less often, by where they are. */
const MORE: Readonly<Record<'waiting' | 'called' | 'held', readonly MoreAct[]>> = {
  waiting: ['start', 'up', 'down', 'last', 'hold', 'hand', 'set-priority', 'leave'],
  called: ['again', 'return', 'hold', 'hand', 'set-priority', 'leave'],
  held: ['call', 'start', 'last', 'hand', 'set-priority', 'leave'],
};
type MoreAct = AskedAct | 'start' | 'again' | 'return';

function MoreActs({ line, onAct, onAsk }: LineActs & { readonly line: QueueLine }) {
  const ticket = ticketOf(line);
  const choose = (act: MoreAct): void => {
    if (act === 'return') onAct(line, { kind: 'return' });
    else onAsk(line, act === 'again' ? 'call' : act);
  };
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button size="compact-sm" variant="default" aria-label={words.more(ticket)}>
          <IconDots size={15} aria-hidden="true" />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {MORE[line.now as keyof typeof MORE].map((act) => (
          <Menu.Item key={act} onClick={() => choose(act)}>
            {words.acts[act]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
