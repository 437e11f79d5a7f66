import './devices.css';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useRows } from '../../replica/rows-store.ts';
import { useSession } from '../../state/session-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { CodeShown } from './code-shown.tsx';
import { DevicesTable } from './devices-table.tsx';
import { whyNot, words } from './devices-words.ts';
import { type Device, type Devices, hasHeir, listDevices } from './list-devices.ts';
import { type MadeCode, NewCodeForm } from './new-code-form.tsx';
import { RetireForm } from './retire-form.tsx';

/** What the administrator is at; what is open stays open when the line breaks. */
type Task =
  | { readonly kind: 'join' }
  | { readonly kind: 'code'; readonly made: MadeCode }
  | { readonly kind: 'retire'; readonly device: Device }
  | null;

/** Every computer of the organisation: which there are, how one joins, how one goes. */
export function DevicesScreen() {
  const peers = useRows('peers');
  const own = useSession((session) => session.replica);
  const sync = useSession((session) => session.sync);
  const isAdmin = useSession((session) => session.me?.role === 'admin');
  const devices = useMemo(() => listDevices(peers.values(), own), [peers, own]);
  const [task, setTask] = useState<Task>(null);
  const obstacle = whyNot(sync);
  const canChange = isAdmin && obstacle === null;
  const retire = canChange ? (device: Device) => setTask({ kind: 'retire', device }) : null;
  return (
    <section className="page">
      <div className="page-head">
        <h1>{words.title}</h1>
        {isAdmin ? (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} />}
            disabled={!canChange}
            onClick={() => setTask({ kind: 'join' })}
          >
            {words.add}
          </Button>
        ) : null}
      </div>
      <p className="page-hint">{isAdmin ? words.hint : `${words.hint} ${words.notAdmin}`}</p>
      {obstacle === null ? null : (
        <Notice tone="neutral" title={obstacle.title}>
          <p>{obstacle.advice}</p>
        </Notice>
      )}
      <OpenTask task={task} devices={devices} onTask={setTask} />
      <DevicesTable devices={devices.inService} {...(isAdmin ? { onRetire: retire } : {})} />
      {devices.retired.length === 0 ? null : (
        <>
          <h2>{words.retired}</h2>
          <DevicesTable devices={devices.retired} />
        </>
      )}
      {devices.retiredMore === 0 ? null : (
        <p className="page-hint">{words.retiredMore(devices.retiredMore)}</p>
      )}
    </section>
  );
}

function OpenTask(props: {
  readonly task: Task;
  readonly devices: Devices;
  readonly onTask: (task: Task) => void;
}) {
  const { task, devices, onTask } = props;
  const leave = (): void => onTask(null);
  switch (task?.kind) {
    case 'join':
      return <NewCodeForm onMade={(made) => onTask({ kind: 'code', made })} onLeave={leave} />;
    case 'code':
      return <CodeShown made={task.made} onDone={leave} />;
    case 'retire': {
      const { device } = task;
      return (
        <RetireForm
          key={device.replica}
          device={device}
          hasHeir={hasHeir(device, devices)}
          onDone={leave}
        />
      );
    }
    case undefined:
      return null;
  }
}
