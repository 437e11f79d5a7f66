import { Button } from '@mantine/core';
import { IconMoodConfuzed } from '@tabler/icons-react';
import { Component, type ReactNode } from 'react';
import { EmptyState } from '../ui/empty-state.tsx';
import { words } from './app-words.ts';

interface Failure {
  readonly message: string | null;
}

/**
 * Catches what a screen throws while it draws, so that the rail and the sync pill stay usable. A
 * class, because React offers this to classes only.
 */
export class ErrorScreen extends Component<{ readonly children: ReactNode }, Failure> {
  override state: Failure = { message: null };

  static getDerivedStateFromError(error: unknown): Failure {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <EmptyState
        title={words.screenFailed}
        icon={<IconMoodConfuzed size={32} stroke={1.5} aria-hidden="true" />}
        actions={<Button onClick={() => this.setState({ message: null })}>{words.tryAgain}</Button>}
      >
        {words.nothingLost} {message}
      </EmptyState>
    );
  }
}
