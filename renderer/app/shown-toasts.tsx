import { Notifications, notifications, useNotifications } from '@mantine/notifications';
import { useEffect } from 'react';

/** More would cover what is being worked on. */
const SHOWN_MAX = 3;

/**
 * What was said in the window, at its foot, until it has been read. What is new is said at once: the
 * oldest makes room for it, unless somebody is on it.
 */
export function ShownToasts() {
  const { notifications: shown, queue } = useNotifications();
  useEffect(() => {
    if (queue.length === 0) return;
    const oldest = shown.find(({ autoClose }) => autoClose !== false) ?? shown[0];
    if (oldest?.id) notifications.hide(oldest.id);
  }, [shown, queue]);
  return <Notifications position="bottom-center" autoClose={6000} limit={SHOWN_MAX} />;
}
