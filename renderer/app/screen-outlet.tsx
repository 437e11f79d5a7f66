import { type ComponentType, lazy, Suspense, useMemo } from 'react';
import { words } from './app-words.ts';
import { ErrorScreen } from './error-screen.tsx';

/**
 * Shows a screen whose code comes when it is first opened. `load` must be the same function from
 * render to render; `name` starts a fresh screen, also after one that failed.
 */
export function ScreenOutlet(props: {
  readonly name: string;
  readonly load: () => Promise<ComponentType>;
}) {
  const { load } = props;
  const Screen = useMemo(() => lazy(async () => ({ default: await load() })), [load]);
  return (
    <ErrorScreen key={props.name}>
      <Suspense fallback={<p className="visually-hidden">{words.loading}</p>}>
        <Screen />
      </Suspense>
    </ErrorScreen>
  );
}
