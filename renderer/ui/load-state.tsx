import { Button, Skeleton } from '@mantine/core';
import { Notice } from './notice.tsx';

interface LoadWords {
  readonly loading: string;
  readonly lost: string;
  readonly lostHint: string;
  readonly failed: string;
  readonly failedHint: string;
  readonly again: string;
  readonly old: string;
}

const ROWS = ['one', 'two', 'three'];

/** Where a list will be: its outline while it is on its way, or why it does not come. */
export function LoadState(props: {
  readonly state: 'loading' | 'there' | 'lost' | 'failed';
  /** An earlier answer stands on the screen. */
  readonly hasAnswer: boolean;
  readonly words: LoadWords;
  readonly onRetry: () => void;
}) {
  const { state, hasAnswer, words } = props;
  if (state === 'there') return null;
  if (state === 'loading') {
    return hasAnswer ? null : (
      <div className="load-outline" role="status" aria-label={words.loading}>
        {ROWS.map((row) => (
          <Skeleton key={row} height={34} radius="sm" animate={false} />
        ))}
      </div>
    );
  }
  const hint = state === 'lost' ? words.lostHint : words.failedHint;
  return (
    <Notice
      tone={state === 'lost' ? 'warn' : 'danger'}
      title={words[state]}
      action={
        state === 'failed' ? (
          <Button size="compact-xs" variant="subtle" onClick={props.onRetry}>
            {words.again}
          </Button>
        ) : null
      }
    >
      {hasAnswer ? `${words.old} ${hint}` : hint}
    </Notice>
  );
}
