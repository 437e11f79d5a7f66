import { Button, Progress } from '@mantine/core';
import { usePace } from '../../intents/use-pace.ts';
import { words } from './working-time-words.ts';

/** How far a change of many sessions is, and the way to give it up while it is not made. */
export function Working({ count }: { readonly count: number }) {
  const pace = usePace();
  const says = words.many.working(count);
  return (
    <div className="working-time-pace">
      <p>{says}</p>
      <div className="working-time-pace-line">
        {pace ? (
          <>
            <Progress.Root size="lg">
              <Progress.Section value={pace.percent} aria-label={says} />
            </Progress.Root>
            <span aria-hidden="true">{words.many.percent(pace.percent)}</span>
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
          {words.many.stop}
        </Button>
      </div>
    </div>
  );
}
