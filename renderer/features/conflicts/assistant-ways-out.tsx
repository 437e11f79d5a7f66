import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { DeskAppointment, DeskConflict } from '../../../shared/wire/desk/rows.ts';
import { useDesk } from '../../intents/desk.ts';
import type { IntentAnswer } from '../../intents/intent-sender.ts';
import { useRow } from '../../replica/rows-store.ts';
import { useAssistants } from '../../replica/use-assistants.ts';
import { AssistantFields } from '../../ui/assistant-fields.tsx';
import { teamWordsOf as words } from '../../words/team-words.ts';
import { useSay } from '../../words/use-say.ts';

interface Ways {
  readonly conflict: DeskConflict;
  readonly refusal: Refusal | null;
  readonly onDone: (answer: IntentAnswer) => void;
}

/** Somebody who was to assist lost the time: the visit goes on without, or with another doctor. */
export function AssistantWaysOut({ conflict, refusal, onDone }: Ways) {
  const { intents } = useDesk();
  const say = useSay();
  const visit = useRow('appointments', conflict.assistsId);
  const { recordId: assistanceId, doctorId } = conflict;
  const goOn = (): void =>
    void intents.send('remove-assistant', { assistanceId, reason: words.without }).then(onDone);
  return (
    <div className="booking-form">
      <Button justify="start" onClick={goOn}>
        {words.goOnWithout(say.doctor(doctorId))}
      </Button>
      {visit ? <Another {...{ conflict, refusal, onDone, visit }} /> : null}
    </div>
  );
}

function Another(props: Ways & { readonly visit: DeskAppointment }) {
  const { conflict, refusal, onDone, visit } = props;
  const { client, intents } = useDesk();
  const say = useSay();
  const [isCalm, setCalm] = useState(false);
  const { others } = useAssistants(visit);
  const add = (said: { readonly doctorId: string; readonly reason: string | null }): void => {
    setCalm(false);
    const wish = { appointmentId: visit.id, assistanceId: client.newId(), ...said };
    void intents.send('add-assistant', { ...wish, insteadOf: conflict.recordId }).then(onDone);
  };
  return (
    <AssistantFields
      doctors={others.map(({ id }) => ({ id, name: say.doctor(id) }))}
      words={{ ...words, add: words.doReplace }}
      asksWhy={!isCalm && refusal?.kind === 'cannot-assist' && refusal.why === 'no-session'}
      onChoose={() => setCalm(true)}
      onAdd={add}
    />
  );
}
