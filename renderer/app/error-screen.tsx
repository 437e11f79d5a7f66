import { Button } from '@mantine/core';
import { IconMoodConfuzed, IconPlugConnectedX } from '@tabler/icons-react';
import { Component, type ReactNode, useEffect } from 'react';
import { useSession } from '../state/session-store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { words } from './app-words.ts';
import { ScreenNotFetched } from './fetch-screen.ts';

interface Failure {
  readonly error: unknown;
}

/**
 * Catches what a screen throws while it draws, so that the rail and the sync pill stay usable. A
 * class, because React offers this to classes only. `onRetry` begins the screen anew; without it what
 * failed is drawn once more.
 */
export class ErrorScreen extends Component<
  {
    readonly children: ReactNode;
    readonly onRetry?: () => void;
    /** Nothing is around it: what it says is what the page is about. */
    readonly isWhole?: boolean;
  },
  Failure
> {
  override state: Failure = { error: null };

  static getDerivedStateFromError(error: unknown): Failure {
    return { error: error ?? new Error('Nothing was said.') };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return this.props.isWhole ? <main>{this.said(error)}</main> : this.said(error);
  }

  said(error: unknown): ReactNode {
    const retry = this.props.onRetry ?? (() => this.setState({ error: null }));
    if (error instanceof ScreenNotFetched) return <NotFetched onRetry={retry} />;
    return (
      <EmptyState
        isPage
        title={words.screenFailed}
        icon={<IconMoodConfuzed size={32} stroke={1.5} aria-hidden="true" />}
        actions={<Button onClick={retry}>{words.tryAgain}</Button>}
      >
        {words.nothingLost} {error instanceof Error ? error.message : String(error)}
      </EmptyState>
    );
  }
}

/**
 * A window whose host is away has only what it fetched before; the rest comes when that is back. The
 * window is read anew then: browsers remember for a page's life what could not be imported. Nobody has to
 * be signed in for it: the first screen of all and the waiting room's are fetched as well.
 */
function NotFetched({ onRetry }: { readonly onRetry: () => void }) {
  useEffect(
    () =>
      useSession.subscribe((now, before) => {
        if (now.line === 'open' && before.line !== 'open') location.reload();
      }),
    [],
  );
  // Without the host a browser would have no page at all.
  const retry = (): void => (useSession.getState().line === 'open' ? location.reload() : onRetry());
  return (
    <EmptyState
      isPage
      title={words.notFetched}
      icon={<IconPlugConnectedX size={32} stroke={1.5} aria-hidden="true" />}
      actions={
        <Button variant="default" onClick={retry}>
          {words.tryAgain}
        </Button>
      }
    >
      {words.notFetchedHint}
    </EmptyState>
  );
}
