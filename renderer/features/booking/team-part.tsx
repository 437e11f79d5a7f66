import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { DeskAppointment } from '../../../shared/wire/desk/rows.ts';
import { useDesk } from '../../intents/desk.ts';
import type { IntentAnswer } from '../../intents/intent-sender.ts';
import { useRow } from '../../replica/rows-store.ts';
import { useAssistants } from '../../replica/use-assistants.ts';
import { select } from '../../state/view-store.ts';
import { AssistantFields } from '../../ui/assistant-fields.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { teamWordsOf as words } from '../../words/team-words.ts';
import { useSay } from '../../words/use-say.ts';
import type { Said } from './said.ts';

/** The doctors who have a visit together: who assists in it, and in whose it is assisted. */
export function TeamPart(props: {
  readonly appointment: DeskAppointment;
  readonly refusal: Refusal | null;
  readonly attempt: (send: (given: Said) => Promise<IntentAnswer>) => void;
}) {
  const { appointment } = props;
  if (appointment.assistsId !== null) return <AssistedVisit visitId={appointment.assistsId} />;
  return <Assistants {...props} />;
}

function AssistedVisit({ visitId }: { readonly visitId: string }) {
  const say = useSay();
  const visit = useRow('appointments', visitId);
  return (
    <>
      {visit ? (
        <FactList facts={[{ name: words.assistsIn, value: say.doctor(visit.doctorId) }]} />
      ) : null}
      <p className="booking-hint">{words.goesWith}</p>
      {visit ? (
        <Button variant="default" onClick={() => select(visitId)}>
          {words.openVisit}
        </Button>
      ) : null}
    </>
  );
}

function Assistants(props: Parameters<typeof TeamPart>[0]) {
  const { appointment, refusal, attempt } = props;
  const { client, intents } = useDesk();
  const say = useSay();
  const [isAdding, setAdding] = useState(false);
  const [isCalm, setCalm] = useState(false);
  const { assistants, others } = useAssistants(appointment);
  const isOpen = ['booked', 'arrived', 'checked-in', 'in-consult'].includes(appointment.status);
  const { id: appointmentId } = appointment;
  const asksWhy =
    !isCalm && refusal?.kind === 'cannot-assist' && refusal.why === 'no-session' && isAdding;
  const add = (said: { readonly doctorId: string; readonly reason: string | null }): void => {
    setCalm(false);
    const assistanceId = client.newId();
    const wish = { appointmentId, assistanceId, insteadOf: null, ...said };
    attempt((given) =>
      intents.send('add-assistant', { ...wish, ...given }, words.added(say.doctor(said.doctorId))),
    );
  };
  const takeOff = ({ id: assistanceId, doctorId }: DeskAppointment): void =>
    attempt(() =>
      intents.send(
        'remove-assistant',
        { assistanceId, reason: words.takenOff },
        words.isWithout(say.doctor(doctorId)),
      ),
    );
  return (
    <>
      {assistants.map((one) => (
        <div key={one.id} className="team-line">
          <FactList
            facts={[{ name: words.with, value: `${say.doctor(one.doctorId)}${standing(one)}` }]}
          />
          {isOpen ? (
            <Button
              variant="subtle"
              size="compact-sm"
              aria-label={words.takeOff(say.doctor(one.doctorId))}
              onClick={() => takeOff(one)}
            >
              {words.takeOffShort}
            </Button>
          ) : null}
        </div>
      ))}
      {isOpen && isAdding ? (
        <AssistantFields
          doctors={others.map(({ id }) => ({ id, name: say.doctor(id) }))}
          words={{ ...words, add: words.doAdd }}
          asksWhy={asksWhy}
          onChoose={() => setCalm(true)}
          onAdd={add}
        />
      ) : null}
      {isOpen ? (
        <Button variant="subtle" size="compact-sm" onClick={() => setAdding(!isAdding)}>
          {isAdding ? words.keep : words.add}
        </Button>
      ) : null}
    </>
  );
}

function standing({ verdict, firm }: DeskAppointment): string {
  if (verdict === 'displaced') return `, ${words.displaced}`;
  return firm ? '' : `, ${words.tentative}`;
}
