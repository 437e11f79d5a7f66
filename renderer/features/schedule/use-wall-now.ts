import { useEffect, useState } from 'react';

const REFRESH_MS = 10_000;

/** The branch's wall time in milliseconds, rounded down to the minute, kept current. */
export function useWallNow(getNow: () => Date): number {
  const read = (): number => Math.floor(getNow().getTime() / 60_000) * 60_000;
  const [nowMs, setNowMs] = useState(read);
  useEffect(() => {
    const refresh = (): void => setNowMs(Math.floor(getNow().getTime() / 60_000) * 60_000);
    refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    return () => clearInterval(timer);
  }, [getNow]);
  return nowMs;
}
