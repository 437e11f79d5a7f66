/**
 * Lets one question be under way at a time: it goes at once, and of those that come meanwhile only the
 * last goes after it. A person who types faster than the host answers so waits for two answers at
 * most, and nobody waits for a pause in the typing.
 */
export function createLatest(): (ask: () => Promise<unknown>) => void {
  let waiting: (() => Promise<unknown>) | null = null;
  let isBusy = false;
  const run = async (ask: () => Promise<unknown>): Promise<void> => {
    isBusy = true;
    for (let next: typeof waiting = ask; next !== null; ) {
      await next().catch(() => undefined);
      next = waiting;
      waiting = null;
    }
    isBusy = false;
  };
  return (ask) => {
    if (isBusy) waiting = ask;
    else void run(ask);
  };
}
