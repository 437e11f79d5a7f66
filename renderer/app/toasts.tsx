import { Notifications } from '@mantine/notifications';
import { useSession } from '../state/session-store.ts';

/** What was just done, for a moment; on a locked desk not even for that, as it may name a patient. */
export function Toasts() {
  const isLocked = useSession((session) => session.locked !== null);
  return isLocked ? null : <Notifications position="bottom-center" autoClose={6000} />;
}
