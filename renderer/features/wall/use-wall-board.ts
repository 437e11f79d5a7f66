import { useEffect, useState } from 'react';
import type { WallBoard } from '../../../shared/wire/desk/waiting-room.ts';
import { useDesk } from '../../intents/desk.ts';
import { useSession } from '../../state/session-store.ts';

/** Who is called hears it from whoever calls them, and reads it here this much later at most. */
const ASK_EVERY_MS = 3000;

export interface WallState {
  /** null until it has come, or where there is none. */
  readonly board: WallBoard | null;
  readonly state: 'opening' | 'there' | 'lost';
}

/** What the wall shows, kept current. A window that becomes a wall is nobody's desk any more. */
export function useWallBoard(): WallState {
  const { client } = useDesk();
  const hasUser = useSession(({ me, locked }) => me !== null || locked !== null);
  const isOpen = useSession(({ line }) => line === 'open');
  const [known, setKnown] = useState<WallState>({ board: null, state: 'opening' });
  useEffect(() => {
    if (hasUser) client.signOut();
  }, [client, hasUser]);
  useEffect(() => {
    if (!isOpen || hasUser) return;
    let isCurrent = true;
    const ask = (): void => {
      client.wall().then(
        (board) => isCurrent && setKnown({ board, state: 'there' }),
        () => isCurrent && setKnown((before) => ({ ...before, state: 'lost' })),
      );
    };
    ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [client, isOpen, hasUser]);
  const isLost = !isOpen && known.board !== null;
  return isLost ? { ...known, state: 'lost' } : known;
}
