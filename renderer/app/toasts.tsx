import { Notifications, notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { forgetAllDone } from '../intents/done-store.ts';
import { useSession } from '../state/session-store.ts';

/**
 * What was just done, for a moment. When its person leaves it is forgotten, with what could be taken
 * back: it may name a patient.
 */
export function Toasts() {
  const userId = useSession((session) => session.me?.userId ?? null);
  const isLocked = useSession((session) => session.locked !== null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of persons that counts.
  useEffect(
    () => () => {
      forgetAllDone();
      notifications.clean();
    },
    [userId],
  );
  return isLocked ? null : <Notifications position="bottom-center" autoClose={6000} />;
}
