import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isOpen } from '../../../shared/domain/schedule/decide-delegation.ts';
import type { DelegationLine } from '../../../shared/wire/desk/answers.ts';
import { useAnswersForBranch, useSession } from '../../state/session-store.ts';
import { AcceptNotice } from '../../ui/accept-notice.tsx';
import { Chip, type Tone } from '../../ui/chip.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { breachWords } from '../../words/rule-words.ts';
import { useSay } from '../../words/use-say.ts';
import { acceptanceOf, workNotice } from '../../words/work-words.ts';
import { stateWords, words } from './handover-words.ts';
import { atWords, spanWords } from './offer-words.ts';
import { useHandoverActions } from './use-handover-actions.ts';

/** One handover: when, who to whom, why, what came of it, and what can be done. */
export function HandoverRow({ line }: { readonly line: DelegationLine }) {
  const say = useSay();
  const actions = useHandoverActions(line);
  const [isReturning, setReturning] = useState(false);
  const nowMs = Date.now();
  return (
    <>
      <tr>
        <td>
          {spanWords(line, say)}
          <span className="handover-more">{words.patients(line.visits)}</span>
        </td>
        <td>
          <b>{words.arrow(say.doctor(line.doctorId), say.doctor(line.toDoctorId))}</b>
          {line.backOf === null ? null : <span className="handover-more">{words.isBack}</span>}
        </td>
        <td>
          {line.reason}
          <span className="handover-more">{words.by(line.byName, atWords(line.atMs, say))}</span>
        </td>
        <td>
          <Chip tone={toneOf(line, nowMs)}>{stateWords(line, nowMs)}</Chip>
          {line.answeredBy === null ? null : (
            <span className="handover-more">
              {words.by(line.answeredBy, atWords(line.answeredMs ?? line.atMs, say))}
            </span>
          )}
        </td>
        <td className="handover-actions">
          <RowActions {...{ line, actions, nowMs }} onReturn={() => setReturning(true)} />
        </td>
      </tr>
      {isReturning || actions.refusal ? (
        <tr>
          <td colSpan={5}>
            <RefusalPart actions={actions} />
            {isReturning ? (
              <ReturnForm actions={actions} onLeave={() => setReturning(false)} />
            ) : null}
          </td>
        </tr>
      ) : null}
    </>
  );
}

type Actions = ReturnType<typeof useHandoverActions>;

function RowActions(props: {
  readonly line: DelegationLine;
  readonly actions: Actions;
  readonly nowMs: number;
  readonly onReturn: () => void;
}) {
  const { line, actions, nowMs } = props;
  const me = useSession((session) => session.me);
  const mayAnswerFor = (doctorId: string): boolean =>
    me?.role === 'doctor' ? me.doctorId === doctorId : me?.role !== 'front-desk';
  const mayWithdraw = me?.role !== 'doctor' || me.doctorId === line.doctorId;
  const act = (label: string, run: () => void, isMain = false) => (
    <Button
      key={label}
      size="compact-sm"
      variant={isMain ? 'filled' : 'subtle'}
      loading={isMain && actions.isBusy}
      onClick={run}
    >
      {label}
    </Button>
  );
  const open = isOpen(line, nowMs);
  const canAnswer = open && line.state === 'asked' && mayAnswerFor(line.toDoctorId);
  const canReturn = line.state === 'done' && line.backOf === null && line.startMs > nowMs;
  return (
    <>
      {canAnswer ? act(words.accept, () => void actions.answer('accept'), true) : null}
      {canAnswer ? act(words.decline, () => void actions.answer('decline')) : null}
      {open && mayWithdraw ? act(words.withdraw, () => void actions.answer('withdraw')) : null}
      {canReturn && mayAnswerFor(line.toDoctorId) ? act(words.giveBack, props.onReturn) : null}
    </>
  );
}

/** What was said no to, with the way past it where there is one. */
function RefusalPart({ actions }: { readonly actions: Actions }) {
  const { refusal, isBusy } = actions;
  const say = useSay();
  const decides = useAnswersForBranch();
  if (refusal === null) return null;
  if (refusal.kind === 'against-agreement') {
    const { found } = refusal;
    return (
      <AcceptNotice
        {...{ ...workNotice(found, say), isBusy }}
        onAccept={(reason) =>
          void actions.answer('accept', { accepts: acceptanceOf(found, reason) })
        }
      />
    );
  }
  if (refusal.kind !== 'against-rules') {
    return <Notice tone="warn" title={refusalWords(refusal, say)} />;
  }
  const { breaches } = refusal;
  const ruleIds = breaches.map(({ ruleId }) => ruleId);
  return (
    <AcceptNotice
      title={words.againstRules}
      lines={breaches.map(breachWords)}
      isFinal={breaches.some(
        ({ effect }) => effect === 'refuse' || (effect === 'manager' && !decides),
      )}
      needsReason={breaches.some(({ effect }) => effect === 'reason' || effect === 'manager')}
      reasonLabel={words.acceptReason}
      acceptLabel={words.allTheSame}
      isBusy={isBusy}
      onAccept={(reason) => void actions.answer('accept', { acceptsRules: { ruleIds, reason } })}
    />
  );
}

function ReturnForm(props: { readonly actions: Actions; readonly onLeave: () => void }) {
  const [reason, setReason] = useState('');
  const ask = async (): Promise<void> => {
    if (await props.actions.giveBack(reason.trim())) props.onLeave();
  };
  return (
    <form
      className="handover-return"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') void ask();
      }}
    >
      <TextInput
        label={words.back}
        value={reason}
        maxLength={500}
        required
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="default"
        disabled={reason.trim() === ''}
        loading={props.actions.isBusy}
      >
        {words.ask}
      </Button>
      <Button variant="subtle" onClick={props.onLeave}>
        {words.leave}
      </Button>
    </form>
  );
}

function toneOf(line: DelegationLine, nowMs: number): Tone {
  if (line.state === 'done' || line.state === 'returned') return 'ok';
  if (line.state === 'failed') return 'danger';
  return isOpen(line, nowMs) ? 'warn' : 'neutral';
}
