import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/**
 * A part of something larger, whose code comes when it is first drawn. A host that is away may have
 * nothing to give: `instead` is drawn then, and what is around it goes on with what was typed there.
 */
export const lazyPart = <P extends object>(
  load: () => Promise<ComponentType<P>>,
  instead: ComponentType<P> = Unsaid,
): LazyExoticComponent<ComponentType<P>> =>
  lazy(() =>
    load().then(
      (part) => ({ default: part }),
      () => ({ default: instead }),
    ),
  );

/** For a part that only says more. */
const Unsaid = (): null => null;
