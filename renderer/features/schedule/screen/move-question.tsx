import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { useRow } from '../../../replica/rows-store.ts';
import { messageWords } from '../../../words/message-words.ts';
import { words } from '../schedule-words.ts';
import type { AskedMove } from './use-moves.ts';

/** Asks, before a dropped card is moved for good, whether its patient is told. */
export function MoveQuestion(props: {
  readonly asked: AskedMove;
  /** When it was dropped, as the clock on the wall says it. */
  readonly time: string;
  readonly onAnswer: (notify: boolean | null) => void;
}) {
  const { asked, time, onAnswer } = props;
  const [isTold, setTold] = useState(asked.isTicked);
  const name = useRow('appointments', asked.wanted.id)?.patientName ?? '';
  return (
    <Modal
      opened
      centered
      size="sm"
      title={words.moveTo(name, time)}
      closeButtonProps={{ 'aria-label': words.leaveIt }}
      onClose={() => onAnswer(null)}
    >
      <Stack>
        <Checkbox
          label={messageWords.ask}
          checked={isTold}
          onChange={(event) => setTold(event.currentTarget.checked)}
        />
        <Group>
          <Button data-autofocus onClick={() => onAnswer(isTold)}>
            {words.moveIt}
          </Button>
          <Button variant="default" onClick={() => onAnswer(null)}>
            {words.leaveIt}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
