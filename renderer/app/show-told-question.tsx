import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { words } from './app-words.ts';

const ID = 'told-question';

const text = {
  told: (count: number) =>
    count === 1
      ? 'The patient was told of it already. Take it back all the same?'
      : `${count} patients were told of it already. Take it back all the same?`,
  tell: 'Take back and tell them',
  leave: 'Take back, tell nobody',
} as const;

/** Asks what becomes of patients who know of something that is to be taken back; not to answer leaves it. */
export function showToldQuestion(count: number, onAnswer: (tellAgain: boolean) => void): void {
  const answer = (tellAgain: boolean): void => {
    notifications.hide(ID);
    onAnswer(tellAgain);
  };
  notifications.show({
    id: ID,
    color: 'orange',
    autoClose: false,
    closeButtonProps: { 'aria-label': words.close },
    message: (
      <span className="undo-toast">
        <span>{text.told(count)}</span>
        <Button size="compact-sm" onClick={() => answer(true)}>
          {text.tell}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => answer(false)}>
          {text.leave}
        </Button>
      </span>
    ),
  });
}
