import { Button } from '@mantine/core';
import { Chip } from '../../ui/chip.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { type Say, useSay } from '../../words/use-say.ts';
import { words } from './devices-words.ts';
import type { Device } from './list-devices.ts';

const HOUR_MS = 3_600_000;

/** One line a computer: whose it is, when it was last heard, and the way out of service. */
export function DevicesTable(props: {
  readonly devices: readonly Device[];
  /** null: nobody can take one out of service now; left out where all are. */
  readonly onRetire?: ((device: Device) => void) | null;
}) {
  const { devices, onRetire } = props;
  const say = useSay();
  const action = (device: Device) => (
    <Button
      size="compact-sm"
      variant="default"
      disabled={onRetire === null}
      aria-label={words.retireThis(device.name, device.replica)}
      onClick={() => onRetire?.(device)}
    >
      {words.retire}
    </Button>
  );
  const head = [words.name, words.what, words.heard];
  return (
    <SimpleTable
      head={onRetire === undefined ? head : [...head, words.actions]}
      rows={devices.map((device) => ({
        id: device.replica,
        cells: [
          <DeviceName key="name" device={device} />,
          placeWords(device, say),
          heardWords(device.heardMs, say),
          ...(onRetire === undefined ? [] : [device.isThis ? null : action(device)]),
        ],
      }))}
    />
  );
}

function DeviceName({ device }: { readonly device: Device }) {
  return (
    <div className="device-name">
      <b>{device.name}</b> {device.isThis ? <Chip tone="accent">{words.thisOne}</Chip> : null}
      <p className="page-hint">{device.replica}</p>
    </div>
  );
}

function placeWords({ kind, branchId, doctorId }: Device, say: Say): string {
  if (kind === 'review') return words.reviewComputer;
  if (kind === 'branch') {
    return words.branchComputer(branchId === null ? words.elsewhere : say.branch(branchId));
  }
  return words.laptop(doctorId === null ? words.elsewhere : say.doctor(doctorId));
}

/** Central tells of it once an hour, so that nothing more exact would be true. */
function heardWords(heardMs: number | null, say: Say): string {
  if (heardMs === null) return words.never;
  const nowMs = Date.now();
  return nowMs - heardMs < HOUR_MS ? words.withinTheHour : say.ago(heardMs, nowMs);
}
