import { notifications } from '@mantine/notifications';
import { useDesk } from '../../intents/desk.ts';
import { useSay } from '../../words/use-say.ts';
import { AdminForm } from './admin-form.tsx';
import { words } from './devices-words.ts';
import type { Device } from './list-devices.ts';

/** What follows when a computer goes out of service, before it does. */
export function RetireForm(props: {
  readonly device: Device;
  /** Another computer of its branch is there. */
  readonly hasHeir: boolean;
  readonly onDone: () => void;
}) {
  const { device, hasHeir, onDone } = props;
  const { client } = useDesk();
  const say = useSay();
  const branch = device.branchId === null ? words.elsewhere : say.branch(device.branchId);
  const ofBranch = hasHeir ? words.retireHeir(branch) : words.retireCentral(branch);
  const retire = async (password: string) => {
    const { replica, name } = device;
    const done = await client.ask({ kind: 'retire-device', password, replica });
    if (!done.ok) return done.error;
    notifications.show({ message: words.retireDone(name) });
    onDone();
    return null;
  };
  return (
    <AdminForm
      title={words.retireTitle(device.name, device.replica)}
      submitLabel={words.retireNow}
      isReady
      onSubmit={retire}
      onLeave={onDone}
    >
      <ul>
        <li>{words.retireUnheard}</li>
        {device.kind === 'review' ? (
          <li>{words.retireReview}</li>
        ) : (
          <>
            <li>{device.kind === 'branch' ? ofBranch : words.retireLaptop}</li>
            <li>{words.retireUnsent}</li>
          </>
        )}
        <li>{words.retireNotBack}</li>
      </ul>
    </AdminForm>
  );
}
