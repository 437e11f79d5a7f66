import { Button, Radio } from '@mantine/core';
import { useState } from 'react';
import type { MergedField, PatientDetails } from '../../../shared/model/patient.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useDesk } from '../../intents/desk.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { loadWords } from '../../words/load-words.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { differingFields, shownField } from './merge-fields.ts';
import { mergeWords as words } from './merge-words.ts';

type Both = readonly [PatientDetails, PatientDetails];

/** Which of two records goes on, what it takes of the other, and what goes over, before it is done. */
export function MergeChoice(props: {
  readonly patient: PatientDetails;
  readonly other: PatientDetails;
  readonly onLeave: () => void;
}) {
  const { intents } = useDesk();
  const say = useSay();
  const [survivorId, setSurvivorId] = useState(props.other.id);
  const [chosen, setChosen] = useState<ReadonlyMap<MergedField, string>>(new Map());
  const [turn, setTurn] = useState(0);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [patientId] = [props.patient.id, props.other.id].filter((id) => id !== survivorId);
  const wish = { kind: 'merge-preview' as const, patientId: patientId ?? '', survivorId };
  const { answer, state } = useAnswer(wish, turn);
  // In one order, whichever goes on.
  const both: Both = answer
    ? answer.patient.id === props.patient.id
      ? [answer.patient, answer.survivor]
      : [answer.survivor, answer.patient]
    : [props.patient, props.other];
  const differing = differingFields(both[0], both[1]);
  const merge = async (): Promise<void> => {
    setBusy(true);
    const take = differing.filter((field) => chosen.get(field) === patientId);
    const input = { patientId: wish.patientId, survivorId, take };
    const survivor = both.find(({ id }) => id === survivorId);
    const answered = await intents.send('merge-patients', input, words.done(survivor?.name ?? ''));
    setBusy(false);
    setRefusal(answered.ok ? null : answered.error);
    if (answered.ok) props.onLeave();
  };
  const why = refusal ?? answer?.refusal ?? null;
  return (
    <>
      <Radio.Group label={words.goesOn} value={survivorId} onChange={setSurvivorId}>
        {both.map((one) => (
          <Radio key={one.id} value={one.id} label={nameOf(one)} mt={6} />
        ))}
      </Radio.Group>
      {differing.length > 0 ? (
        <DifferingFields {...{ both, differing, chosen, survivorId }} onChoose={setChosen} />
      ) : null}
      {answer ? (
        <Moves {...answer} />
      ) : (
        <LoadState
          {...{ state, words: loadWords }}
          hasAnswer={false}
          onRetry={() => setTurn(turn + 1)}
        />
      )}
      {both.some(({ optedOut }) => optedOut) ? <p>{words.optedOut}</p> : null}
      {why ? <Notice tone="warn" title={refusalWords(why, say)} /> : null}
      <div className="page-actions">
        <Button
          loading={isBusy}
          disabled={!answer || answer.refusal !== null}
          onClick={() => void merge()}
        >
          {words.merge}
        </Button>
        <Button variant="default" onClick={props.onLeave}>
          {words.leave}
        </Button>
      </div>
    </>
  );
}

const nameOf = ({ name, birthDate, phone, number }: PatientDetails): string =>
  [name, birthDate, phone, number].filter(Boolean).join(' · ');

function DifferingFields(props: {
  readonly both: Both;
  readonly differing: readonly MergedField[];
  readonly chosen: ReadonlyMap<MergedField, string>;
  readonly survivorId: string;
  readonly onChoose: (chosen: ReadonlyMap<MergedField, string>) => void;
}) {
  const { both, differing, chosen, survivorId, onChoose } = props;
  return (
    <fieldset className="patient-preferences">
      <legend>{words.rest}</legend>
      {differing.map((field) => (
        <Radio.Group
          key={field}
          label={words.fields[field]}
          value={chosen.get(field) ?? survivorId}
          onChange={(id) => onChoose(new Map([...chosen, [field, id]]))}
        >
          <div className="patient-parts">
            {both.map((one) => (
              <Radio key={one.id} value={one.id} label={shownField(one, field)} />
            ))}
          </div>
        </Radio.Group>
      ))}
    </fieldset>
  );
}

function Moves(props: {
  readonly patient: PatientDetails;
  readonly survivor: PatientDetails;
  readonly ahead: number;
  readonly past: number;
  readonly wishes: number;
}) {
  const { patient, survivor, ahead, past, wishes } = props;
  return <p>{words.moves(ahead, past, wishes, patient.name, survivor.name)}</p>;
}
