import { Button } from '@mantine/core';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './working-time-words.ts';

/** Why working time cannot be changed so; what only central can refuse may be asked for. */
export function RefusedNotice(props: {
  readonly refusal: Refusal;
  readonly onRequest: () => void;
}) {
  const { refusal } = props;
  const say = useSay();
  const canRequest = 'canRequest' in refusal && refusal.canRequest;
  return (
    <Notice
      tone="warn"
      title={refusalWords(refusal, say)}
      action={
        canRequest ? (
          <Button size="compact-sm" variant="subtle" onClick={props.onRequest}>
            {words.askAnyway}
          </Button>
        ) : null
      }
    />
  );
}
