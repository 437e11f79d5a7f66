import { notifications, useNotifications } from '@mantine/notifications';
import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react';
import { forgetAllDone } from '../intents/done-store.ts';
import { useSession } from '../state/session-store.ts';

/** Not read before the day stands, or there is something to say. */
export const loadShownToasts = async (): Promise<{ readonly default: ComponentType }> => ({
  default: (await import('./shown-toasts.tsx')).ShownToasts,
});
/** A host that is gone by then has nothing to give: the day stays, and says less. */
const ShownToasts = lazy(() => loadShownToasts().catch(() => ({ default: () => null })));

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
  const wasAnythingSaid = useWasAnythingSaid();
  return isLocked || !wasAnythingSaid ? null : (
    <Suspense>
      <ShownToasts />
    </Suspense>
  );
}

function useWasAnythingSaid(): boolean {
  const isAnythingSaid = useNotifications().notifications.length > 0;
  const [was, setWas] = useState(isAnythingSaid);
  if (isAnythingSaid && !was) setWas(true);
  return was;
}
