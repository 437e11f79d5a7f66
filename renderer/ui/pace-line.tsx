import { Button, Progress } from '@mantine/core';

/** How far something large is, and the way to give it up while it is not done. */
export function PaceLine(props: {
  readonly says: string;
  /** null until it has said how far it is. */
  readonly pace: { readonly percent: number; readonly stop: () => void } | null;
  readonly words: { readonly percent: (percent: number) => string; readonly stop: string };
}) {
  const { says, pace, words } = props;
  return (
    <div className="pace">
      <p>{says}</p>
      <div className="pace-line">
        {pace ? (
          <>
            <Progress.Root size="lg">
              <Progress.Section value={pace.percent} aria-label={says} />
            </Progress.Root>
            <span aria-hidden="true">{words.percent(pace.percent)}</span>
          </>
        ) : (
          <Progress value={100} animated size="lg" aria-label={says} />
        )}
        <Button
          size="compact-sm"
          variant="default"
          disabled={pace === null}
          onClick={() => pace?.stop()}
        >
          {words.stop}
        </Button>
      </div>
    </div>
  );
}
