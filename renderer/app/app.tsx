import { LockScreen } from '../features/sign-in/lock-screen.tsx';
import { SignInScreen } from '../features/sign-in/sign-in-screen.tsx';
import { useSession } from '../state/session-store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { words } from './app-words.ts';
import { ScreenOutlet } from './screen-outlet.tsx';
import { useScreenRoute } from './use-screen-route.ts';
import { Workplace } from './workplace.tsx';

/** Seen once in the life of a computer, so nobody else waits for its code. */
const loadWelcome = async () =>
  (await import('../features/sign-in/welcome-screen.tsx')).WelcomeScreen;
const loadWall = async () => (await import('../features/wall/wall-screen.tsx')).WallScreen;

/**
 * What this window shows: the way in, or the book. What was seen last is painted at once, while the
 * host still opens, for whoever sat here until now.
 */
export function App() {
  const { isGreeted, isOutdated, replica, me, locked } = useSession();
  const [screen] = useScreenRoute(['desk', 'wall']);
  if (isOutdated) return <EmptyState title={words.outdated}>{words.reload}</EmptyState>;
  if (screen === 'wall')
    return <ScreenOutlet name="wall" load={loadWall} meanwhile={<Opening />} isWhole />;
  if (locked) return <LockScreen locked={locked} />;
  if (me && replica) return <Workplace />;
  if (!isGreeted) return <Opening />;
  if (!replica)
    return <ScreenOutlet name="welcome" load={loadWelcome} meanwhile={<Opening />} isWhole />;
  return <SignInScreen />;
}

/** The frame of the page stands behind it. */
function Opening() {
  return <output className="on-frame">{words.starting}</output>;
}
