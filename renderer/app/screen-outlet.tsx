import { type ComponentType, lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { words } from './app-words.ts';
import { ErrorScreen } from './error-screen.tsx';
import { fetchScreen } from './fetch-screen.ts';

/**
 * Shows a screen whose code comes when it is first opened. `load` must be the same function from
 * render to render; `name` starts a fresh screen, also after one that failed.
 */
export function ScreenOutlet(props: {
  readonly name: string;
  readonly load: () => Promise<ComponentType>;
  /** Stands there while the code is on its way. */
  readonly meanwhile?: ReactNode;
  /** Nothing is around it. */
  readonly isWhole?: boolean;
}) {
  const { name, load, meanwhile = <p className="visually-hidden">{words.loading}</p> } = props;
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what failed once is asked for anew.
  const Screen = useMemo(() => lazy(() => fetchScreen(load)), [load, attempt]);
  return (
    <ErrorScreen
      key={`${name} ${attempt}`}
      isWhole={props.isWhole ?? false}
      onRetry={() => setAttempt((n) => n + 1)}
    >
      <Suspense fallback={meanwhile}>
        <Screen />
      </Suspense>
    </ErrorScreen>
  );
}
