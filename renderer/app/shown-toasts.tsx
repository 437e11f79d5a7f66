import { Notifications } from '@mantine/notifications';

/** What was said in the window, at its foot, until it has been read. */
export function ShownToasts() {
  return <Notifications position="bottom-center" autoClose={6000} />;
}
